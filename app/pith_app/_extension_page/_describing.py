"""An extension's contributions, problems and facts as Markdown and HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from pith.host import ExtensionRecord
from pith_app._extension_page._words import ORIGINS, milliseconds, state_of
from pith_app._theming import Look

#: What begins the address of a link to a file and line: `pith-file:/path#12`.
FILE_LINK = "pith-file:"


def contributions(record: ExtensionRecord, keys_of: Callable[[str], str]) -> str:
    """What it adds, as Markdown. `keys_of` gives the keys of a command."""
    manifest = record.manifest
    if manifest is None:
        return "What it contributes cannot be said while its manifest is broken."
    tables: dict[str, tuple[str, Sequence[str], Callable[[Any], Sequence[str]]]] = {
        "commands": (
            "Commands",
            ("Title", "Id", "Keys"),
            lambda item: (_title(item), _code(item.id), keys_of(item.id)),
        ),
        "keybindings": (
            "Key Bindings",
            ("Keys", "Command", "When"),
            lambda item: (_code(item.key), _code(item.command), _code(item.when)),
        ),
        "menus": (
            "Menu Entries",
            ("Menu", "Command", "When"),
            lambda item: (_code(item.menu), _code(item.command), _code(item.when)),
        ),
        "settings": (
            "Settings",
            ("Key", "Default", "What it does"),
            lambda item: (_code(item.key), _code(repr(item.default)), item.description),
        ),
        "languages": (
            "Languages",
            ("Name", "Files"),
            lambda item: (item.name, ", ".join((*item.extensions, *item.filenames))),
        ),
        "themes": ("Themes", ("Name", "Kind"), lambda item: (item.name, item.kind)),
        "viewContainers": ("Pages", ("Title", "Place"), lambda item: (item.title, item.location)),
        "decorations": (
            "Decorations",
            ("Id", "Colors"),
            lambda item: (_code(item.id), ", ".join(_colors_of(item))),
        ),
        "views": (
            "Views",
            ("Title", "Page", "Kind"),
            lambda item: (item.title, _code(item.container), item.kind),
        ),
    }
    parts = []
    for point, items in manifest.contributes.items():
        if not items:
            continue
        if point in tables:
            title, head, row = tables[point]
            parts.append(_table(title, head, map(row, items)))
        else:
            names = [str(_name_of(item)) for item in items] if isinstance(items, tuple) else []
            parts.append(f"## {_spaced(point)}\n\n" + "\n".join(f"- {_code(n)}" for n in names))
    if manifest.activation:
        events = "\n".join(f"- {_code(event)}" for event in manifest.activation)
        parts.append(f"## Loaded For\n\n{events}")
    return "\n\n".join(parts) or "It contributes nothing."


def _colors_of(item: Any) -> list[str]:
    """The colours of a kind of decoration."""
    named = (item.background, item.foreground, item.underline_color, item.text_color)
    return [_code(each) for each in dict.fromkeys(named) if each]


def problems(record: ExtensionRecord) -> str:
    """What is wrong with it, each with a link to its place, as Markdown."""
    found = (*record.problems, *record.declined)
    return "\n\n".join(map(_problem, found)) or "There are no problems."


def _problem(problem: Any) -> str:
    lines = [f"**{_text(problem.message)}**"]
    if problem.source:
        address = f"{FILE_LINK}{quote(problem.source)}#{problem.line or 1}"
        lines.append(f"[{_text(problem.location)}]({address})")
    if problem.advice:
        lines.append(_text(problem.advice))
    return "\n\n".join(lines)


def facts(record: ExtensionRecord, previous: str, look: Look) -> str:
    """The short facts beside the text, as HTML."""
    css = look.colors.css
    html = []
    for title, rows in _facts(record, previous):
        html.append(
            f'<p style="margin: 0 0 8px 0; font-weight: 700; color: {css("foreground")}">'
            f"{escape(title)}</p>"
        )
        for name, value in rows:
            html.append(
                f'<p style="margin: 0 0 8px 0"><span style="color: '
                f'{css("descriptionForeground")}">{escape(name)}</span><br>{value}</p>'
            )
        html.append('<p style="margin: 0 0 6px 0; line-height: 60%">&nbsp;</p>')
    return "".join(html)


def _facts(record: ExtensionRecord, previous: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    manifest = record.manifest
    rows = [("Identifier", escape(record.id))]
    if record.version != "?":
        rows.append(("Version", escape(record.version)))
    if previous:
        rows.append(("Version before", escape(previous)))
    if manifest is not None:
        rows += [
            (name, escape(value))
            for name, value in (("Author", manifest.author), ("License", manifest.license))
            if value
        ]
        if manifest.homepage.startswith(("https://", "http://")):
            address = escape(manifest.homepage, quote=True)
            link = f'<a href="{address}" style="text-decoration: none">{address}</a>'
            rows.append(("Homepage", link))
    rows.append(("Origin", escape(ORIGINS.get(record.origin, record.origin))))
    yield "About", rows

    if manifest is not None:
        permissions = ", ".join(manifest.permissions) or "none are declared"
        trust = [("Declared", escape(permissions))]
        if manifest.tier == "trusted":
            trust.append(("Trusted", "runs inside the editor and may do whatever you may"))
        yield "Permissions", trust
        needs = [(name, escape(version)) for name, version in manifest.requires.items()]
        needs += [("Python", escape(each)) for each in manifest.dependencies]
        if needs:
            yield "Needs", needs

    running = [("State", escape(state_of(record)[0]))]
    if record.state == "active":
        running.append(("Started for", escape(record.activated_by)))
        running.append(("Starting took", milliseconds(record.activation_time)))
        if record.generation > 1:
            running.append(("Loaded", f"{record.generation} times"))
        dearest = sorted(record.costs.items(), key=lambda each: -each[1].total)[:5]
        for name, cost in dearest:
            spent = f"{milliseconds(cost.total)} in {cost.count:,}, at most "
            running.append((name, escape(spent + milliseconds(cost.worst))))
    yield "Running", running


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"## {title}", "", _row(head), _row(["---"] * len(head))]
    return "\n".join([*lines, *map(_row, rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _title(item: Any) -> str:
    return _text(f"{item.category}: {item.title}" if item.category else item.title)


def _name_of(item: Any) -> object:
    for field in ("id", "name", "key", "path", "command"):
        value = getattr(item, field, "")
        if value:
            return value
    return item


def _code(text: str) -> str:
    return f"`{text}`" if text and "`" not in text else text


def _text(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


def _spaced(name: str) -> str:
    words = re.sub(r"([A-Z])", r" \1", name)
    return words[:1].upper() + words[1:]
