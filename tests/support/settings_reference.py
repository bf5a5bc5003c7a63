"""The page of all settings, from where they are declared."""

from __future__ import annotations

from pith.settings import CORE_SETTINGS, Setting, shown

_HEAD = """\
# Settings

Preferences: Open Settings (Ctrl+,) opens the file they are in, `settings.toml`; Preferences: Change
a Setting lists them all, those of extensions as well, and goes to the one that is chosen. What is
saved there counts at once, and what cannot be taken is told with its line. Those with a star may be
set for one language: `tabSize = 2` under `[language.json.editor]`.

This page is made from the declarations in `core/pith/settings`, and `make check` compares them:
`python -m tests.support.contract_reference` writes it anew.
"""


def settings_reference() -> str:
    """Markdown: the settings of the program, section by section."""
    lines = [_HEAD]
    section = ""
    for setting in sorted(CORE_SETTINGS, key=lambda each: each.key.partition(".")[0]):
        head = setting.key.partition(".")[0]
        if head != section:
            section = head
            lines += ["", f"## `[{head}]`", ""] if lines[-1] != _HEAD else [f"## `[{head}]`", ""]
            lines += ["| setting | as it comes | what it does |", "| --- | --- | --- |"]
        lines.append(_row(setting))
    return "\n".join(lines) + "\n"


def _row(setting: Setting) -> str:
    name = f"`{setting.key.partition('.')[2]}`" + (" *" if setting.per_language else "")
    described = [" ".join(setting.description.split())]
    if setting.enum:
        values = [f"`{shown(each)}`" for each in setting.enum]
        meanings = setting.enum_descriptions or [""] * len(values)
        described.append("; ".join(_value(*each) for each in zip(values, meanings, strict=True)))
    elif setting.minimum is not None and setting.maximum is not None:
        described.append(f"From {setting.minimum:g} to {setting.maximum:g}.")
    cells = (name, f"`{shown(setting.default)}`", " ".join(described))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _value(value: str, meaning: str) -> str:
    return f"{value}: {meaning[:1].lower()}{meaning[1:].rstrip('.')}" if meaning else value
