"""Lists that change what the active document is: language, encoding, indentation, line ending."""

from __future__ import annotations

from collections.abc import Callable

from pith.syntax import Languages
from pith.text import ENCODINGS, LineEnding
from pith.workspace import Document, Indentation
from pith_app._theming import file_icon
from pith_app._window._pick import PickItem, PickSource, StaticSource


def language_source(
    languages: Languages, document: Document, detect: Callable[[], object]
) -> PickSource:
    items = [PickItem("", "Detect from Name and Content", icon="wand")]
    for number, language in enumerate(languages.all()):
        extensions = " ".join(language.extensions[:4])
        example = f"x{language.extensions[0]}" if language.extensions else language.id
        items.append(
            PickItem(
                language.id,
                language.name,
                extensions,
                file_icon(example),
                group="" if number else "languages",
                checked=language.id == document.language_id,
            )
        )

    def choose(item: PickItem) -> None:
        if item.id:
            document.set_language(item.id)
        else:
            detect()

    return StaticSource(items, choose, placeholder="Select the language of the file")


def encodings_source(current: str, choose: Callable[[str], object], placeholder: str) -> PickSource:
    """The encodings there are; `current` is the label of the one that is used."""
    items = [PickItem(name, label, checked=label == current) for name, label in ENCODINGS]
    return StaticSource(items, lambda item: choose(item.id), placeholder=placeholder)


def encoding_source(
    reopening: PickSource, saving: PickSource, show: Callable[[PickSource], object]
) -> PickSource:
    """What to do with the encoding."""
    actions = [
        PickItem("reopen", "Reopen with Encoding", "the bytes on the disk are read anew"),
        PickItem("save", "Save with Encoding", "the text stays as it is"),
    ]
    return StaticSource(
        actions,
        lambda item: show(reopening if item.id == "reopen" else saving),
        placeholder="Select what to do with the encoding",
    )


def indentation_source(
    document: Document, run: Callable[[str], object], detect: Callable[[], object]
) -> PickSource:
    options = document.options
    items = [
        PickItem(
            f"{kind}:{size}",
            f"Indent Using {kind}: {size}",
            group=kind.lower() if size == 2 else "",
            checked=(spaces, size) == (options.insert_spaces, options.tab_size),
            value=Indentation(insert_spaces=spaces, tab_size=size),
        )
        for spaces, kind in ((True, "Spaces"), (False, "Tabs"))
        for size in (2, 4, 8)
    ]
    items.append(PickItem("detect", "Detect from Content", group="the file"))
    items.append(PickItem("edit.trimTrailingSpace", "Trim Trailing Whitespace"))

    def choose(item: PickItem) -> None:
        if item.value is not None:
            document.set_indentation(item.value)
        elif item.id == "detect":
            detect()
        else:
            run(item.id)

    return StaticSource(items, choose, placeholder="Select the indentation")


def line_ending_source(document: Document, apply: Callable[[LineEnding], object]) -> PickSource:
    descriptions = {LineEnding.LF: "Linux, macOS", LineEnding.CRLF: "Windows"}
    items = [
        PickItem(
            ending.name,
            ending.label,
            descriptions[ending],
            checked=ending is document.file.line_ending and not document.file.mixed_line_endings,
            value=ending,
        )
        for ending in LineEnding
    ]
    return StaticSource(items, lambda item: apply(item.value), placeholder="Select how lines end")
