"""How a function is called, while its call is typed: as the open documents define it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from function_signatures._families import FAMILIES
from pith.api import (
    Cancelled,
    CancelToken,
    DocumentInfo,
    ExtensionContext,
    Future,
    Point,
    SignatureHelp,
    TextSnapshot,
    hook,
)

if TYPE_CHECKING:
    from function_signatures._answer import Functions
    from function_signatures._source import Window


class Known(NamedTuple):
    """What was read of a document."""

    version: int
    language_id: str
    functions: Functions


class Answer(NamedTuple):
    """What a worker found, and what it read for that, by URI."""

    help: SignatureHelp | None
    read: dict[str, Known]


context: ExtensionContext
known: dict[str, Known] = {}
"""By URI; of the window's thread."""


def activate(given: ExtensionContext) -> None:
    global context
    context = given


@hook
def signature_help(
    document: DocumentInfo, text: TextSnapshot, position: Point, token: CancelToken
) -> Future[SignatureHelp | None] | None:
    family = FAMILIES.get(document.language_id)
    if family is None:
        return None
    others = [
        each
        for each in context.workspace.documents()
        if each.uri != document.uri and FAMILIES.get(each.language_id) == family
    ]
    wanted = [each for each in others if not is_known(each)]
    snapshots: list[tuple[DocumentInfo, TextSnapshot]] = []
    answer: Future[SignatureHelp | None] = Future()
    left = len(wanted)

    def start() -> None:
        # What is known now: documents are closed while a worker reads others.
        about = [document, *others]
        job = partial(find, document, text, position, snapshots, family, about, dict(known))
        finding = context.tasks.run(job, "how a function is called")
        stopping = token.on_cancel(finding.cancel)
        finding.on_done(lambda _: stopping.dispose())
        finding.then(remember).on_done(answer.follow)

    def remember(found: Answer) -> SignatureHelp | None:
        still_open = {each.uri for each in context.workspace.documents()}
        known.update({uri: each for uri, each in found.read.items() if uri in still_open})
        return found.help

    def took(each: DocumentInfo, done: Future[TextSnapshot]) -> None:
        nonlocal left
        left -= 1
        if done.exception() is None:
            snapshots.append((each, done.result()))
        if not left:
            start()

    for each in wanted:
        context.workspace.snapshot(each.uri).on_done(partial(took, each))
    if not wanted:
        start()
    return answer


def is_known(document: DocumentInfo) -> bool:
    found = known.get(document.uri)
    return found is not None and found[:2] == (document.version, document.language_id)


def find(
    document: DocumentInfo,
    text: TextSnapshot,
    position: Point,
    snapshots: list[tuple[DocumentInfo, TextSnapshot]],
    family: str,
    about: list[DocumentInfo],
    cached: dict[str, Known],
    token: CancelToken,
) -> Answer:
    """In a worker: how what is called at a place is called. `about` are the documents that count,
    `snapshots` are of those that are not `cached`."""
    # Imported here, where nobody waits for it.
    from function_signatures._answer import Functions, help_at
    from function_signatures._calls import call_at
    from function_signatures._languages import language
    from function_signatures._source import Source, Window

    read: dict[str, Known] = {}

    def functions_of(each: DocumentInfo, given: TextSnapshot, window: Window) -> Functions:
        source = Source.read(given, window, language(family), token)
        functions = Functions(source)
        read[each.uri] = Known(given.version, each.language_id, functions)
        return functions

    window = Window.around(position, text.line_count)
    here = cached.get(document.uri)
    if (
        here is not None
        and here[:2] == (text.version, document.language_id)
        and here.functions.source.window == window
    ):
        functions = here.functions
    else:
        functions = functions_of(document, text, window)
    place = functions.source.offset(position)
    call = call_at(functions.source, place) if place is not None else None
    if call is None or place is None:
        return Answer(None, read)
    for each, snapshot in snapshots:
        functions_of(each, snapshot, Window())
    others = [
        found.functions
        for each in about[1:]
        if (found := read.get(each.uri) or cached.get(each.uri)) is not None
    ]
    if token.cancelled:
        raise Cancelled
    return Answer(help_at(call, place, functions, others, document.language_id), read)


@hook
def document_closed(document: DocumentInfo) -> None:
    known.pop(document.uri, None)
