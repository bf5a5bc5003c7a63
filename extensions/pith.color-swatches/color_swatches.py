"""A square of the color before each color that a style sheet, theme or settings file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from colorsys import hls_to_rgb

from pith.api import (
    CancelToken,
    Decoration,
    Disposable,
    DocumentInfo,
    ExtensionContext,
    Future,
    Point,
    TextRange,
    TextSnapshot,
    hook,
)

LANGUAGES = ("css", "scss", "less", "html", "xml", "json", "toml")
PAUSE = 0.25  # seconds without a change before a document is looked at again
ROWS = 2000  # that are looked at between two looks whether anybody still wants to know
LONGEST = 3_000_000  # code points of a document that is looked at
LONGEST_LINE = 100_000  # and of a line: style sheets without line breaks have long ones
SWATCH = "■ "

COLOR = re.compile(
    r"(?<![\w#&])#(?P<hex>[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])"
    r"|\b(?P<function>rgb|hsl)a?\((?P<arguments>[^()]{5,60})\)",
    re.IGNORECASE,
)
ARGUMENT = re.compile(r"([\d.]+)(%|deg)?")


def find(text: TextSnapshot, token: CancelToken) -> list[Decoration]:
    """A swatch for each color of a text."""
    found: list[Decoration] = []
    for start in range(0, text.line_count, ROWS):
        token.raise_if_cancelled()
        for row, line in enumerate(text.lines(start, min(start + ROWS, text.line_count)), start):
            found += find_in_line(row, line[:LONGEST_LINE])
    return found


def find_in_line(row: int, line: str) -> Iterator[Decoration]:
    for match in COLOR.finditer(line):
        color = color_of(match)
        if color:
            place = TextRange(Point(row, match.start()), Point(row, match.end()))
            hover = described(color)
            yield Decoration(place, "colorSwatches.swatch", hover, before=SWATCH, color=color)


def color_of(match: re.Match[str]) -> str:
    """`#rrggbb` of what was found; "" if that is no color after all."""
    digits = match["hex"]
    if digits:
        if len(digits) < 6:
            digits = "".join(digit * 2 for digit in digits)
        return f"#{digits[:6].lower()}"
    arguments = ARGUMENT.findall(match["arguments"])
    if len(arguments) not in (3, 4):
        return ""
    try:
        values = [float(number) for number, _ in arguments[:3]]
    except ValueError:
        return ""
    if match["function"].lower() == "hsl":
        hue, saturation, lightness = values
        parts = hls_to_rgb(hue % 360 / 360, min(lightness, 100) / 100, min(saturation, 100) / 100)
    else:
        shares = [unit == "%" for _, unit in arguments[:3]]
        red, green, blue = (
            value / (100 if share else 255) for value, share in zip(values, shares, strict=True)
        )
        parts = red, green, blue
    return "#" + "".join(f"{round(min(1.0, part) * 255):02x}" for part in parts)


def described(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"{color}   rgb({red}, {green}, {blue})"


class Swatches:
    """Keeps the swatches in step with every document of these languages."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.waiting: dict[str, Disposable] = {}
        self.looking: dict[str, Future[list[Decoration]]] = {}
        self.shown: set[str] = set()

    def look_soon(self, document: DocumentInfo) -> None:
        self.wait_no_more(document)
        tasks = self.context.tasks
        self.waiting[document.uri] = tasks.call_later(PAUSE, lambda: self.look(document))

    def forget(self, document: DocumentInfo) -> None:
        self.shown.discard(document.uri)
        self.wait_no_more(document)

    def wait_no_more(self, document: DocumentInfo) -> None:
        waiting = self.waiting.pop(document.uri, None)
        if waiting is not None:
            waiting.dispose()
        looking = self.looking.pop(document.uri, None)
        if looking is not None:
            looking.cancel()

    def look(self, document: DocumentInfo) -> None:
        self.wait_no_more(document)
        if document.language_id not in LANGUAGES:
            self.hide(document)
            return
        self.shown.add(document.uri)
        decorations, tasks = self.context.decorations, self.context.tasks

        def show(text: TextSnapshot) -> None:
            if text.length > LONGEST:  # or has become so: a huge file grows while it is read
                self.hide(document)
                return
            looking = tasks.run(lambda token: find(text, token), "looking for colors")
            self.looking[document.uri] = looking
            looking.then(lambda found: decorations.set(document.uri, text.version, found))

        self.context.workspace.snapshot(document.uri).then(show)

    def hide(self, document: DocumentInfo) -> None:
        if document.uri in self.shown:
            self.shown.discard(document.uri)
            self.context.decorations.set(document.uri, document.version, ())


swatches: Swatches


def activate(context: ExtensionContext) -> None:
    global swatches
    swatches = Swatches(context)


def started() -> None:
    for document in swatches.context.workspace.documents():
        swatches.look(document)


@hook
def document_opened(document: DocumentInfo) -> None:
    swatches.look(document)


@hook
def active_document_changed(document: DocumentInfo | None) -> None:
    if document is not None:  # its language may be another one
        swatches.look_soon(document)


@hook
def document_changed(document: DocumentInfo) -> None:
    swatches.look_soon(document)


@hook
def document_closed(document: DocumentInfo) -> None:
    swatches.forget(document)
