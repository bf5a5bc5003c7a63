"""Where the code of a command lies, for who wants to see or change it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.base import CancelToken, Future, Problem, ProblemError
from pith_app._window._tab import Place

if TYPE_CHECKING:
    from pith.host import ExtensionRecord
    from pith_app._program import Program


def reveal_source(program: Program, command_id: str) -> Any:
    """Open the function that handles an extension's command, or where its manifest declares it.

    An extension that does not run has not bound its commands; then it is the manifest.
    Raises ProblemError for a command that no extension has.
    """
    bus = program.kernel.bus
    owner = bus.owner_of(command_id)
    record = None
    if program.extensions is not None and owner:
        record = program.extensions.host.record(owner)
    if record is None:
        message = f"{command_id} is no command of an extension"
        raise ProblemError(Problem(message, advice="choose one that an extension declares"))
    place = _place_of_handler(record, bus.handler_of(command_id))
    if place is not None:
        path, line = place
        return program.documents.open(path, Place(line - 1))
    return _declaration(program, record, "commands", command_id)


def reveal_view(program: Program, view_id: str) -> Any:
    """Open the function that fills an extension's view, or where its manifest declares it while
    nobody does. Raises ProblemError."""
    host = program.extensions.host if program.extensions is not None else None
    for record in host.records() if host is not None else ():
        if view_id in _views_of(record):
            assert program.extensions is not None
            source = program.extensions.views.source_of(view_id)
            place = _place_of_handler(record, getattr(source, "function", None))
            if place is not None:
                path, line = place
                return program.documents.open(path, Place(line - 1))
            return _declaration(program, record, "views", view_id)
    raise ProblemError(Problem(f"{view_id} is no view of an extension"))


def _views_of(record: ExtensionRecord) -> dict[str, str]:
    """The titles of its views by their ids."""
    items = record.manifest.items("views") if record.manifest is not None else ()
    return {item.id: item.title for item in items}  # type: ignore[attr-defined]


def pick_source(program: Program) -> None:
    """Let a command or a view of an extension be chosen, and reveal its source. An entry of a menu
    and a key lead to their command."""
    from pith_app._window._pick import PickItem, StaticSource

    bus = program.kernel.bus
    host = program.extensions.host if program.extensions is not None else None
    items = []
    for command in bus.commands():
        owner = bus.owner_of(command.id)
        record = host.record(owner) if host is not None and owner else None
        if record is not None:
            title = f"{command.category}: {command.title}" if command.category else command.title
            items.append(PickItem(command.id, title, f"{command.id} · {record.name}"))
    for record in host.records() if host is not None else ():
        for view_id, title in _views_of(record).items():
            detail = f"view {view_id} · {record.name}"
            items.append(PickItem(f"view:{view_id}", title, detail))

    def chosen(item: PickItem) -> None:
        kind, colon, view_id = item.id.partition(":")
        key = "view_id" if colon and kind == "view" else "command_id"
        program.run("extensions.revealSource", {key: view_id or item.id})

    source = StaticSource(items, chosen, placeholder="Select the command or view to show")
    source.empty = "There is none"
    program.pick_from(source, "")


def _place_of_handler(record: ExtensionRecord, handler: Any) -> tuple[Path, int] | None:
    if handler is None:
        return None
    function = inspect.unwrap(getattr(handler, "__func__", handler))
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    path = Path(code.co_filename)
    return (path, code.co_firstlineno) if path.is_relative_to(record.folder) else None


def _declaration(program: Program, record: ExtensionRecord, point: str, name: str) -> Future[Any]:
    from pith.host import MANIFEST_NAME
    from pith.host.manage import declared_line

    def look(token: CancelToken) -> int:
        return declared_line(record.folder, point, name)

    looking = program.kernel.worker.submit(look, f"looking where {name} is declared")
    file = record.folder / MANIFEST_NAME
    return looking.then(lambda line: program.documents.open(file, Place(line - 1)))
