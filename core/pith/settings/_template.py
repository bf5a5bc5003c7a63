"""The text a person finds who opens settings for the first time."""

from __future__ import annotations

from collections.abc import Iterable

from pith.settings._setting import Setting, shown

_HEAD = """\
# Settings. What is written here counts at once, when the file is saved.
# Take the # away before a line to change what it says; the values shown are the defaults.
# For one language only:
#
#     [language.python.editor]
#     tabSize = 4
"""


def settings_template(settings: Iterable[Setting]) -> str:
    """TOML that sets nothing and lists, as comments, each setting with what it means."""
    lines = [_HEAD]
    section = ""
    for setting in sorted(settings, key=lambda each: each.key.partition(".")[0]):
        head, _, name = setting.key.partition(".")
        if head != section:
            section = head
            lines.append(f"\n[{section}]")
        lines += [f"# {line}" for line in _described(setting)]
        lines.append(f"# {name} = {shown(setting.default, cut=False)}")
    return "\n".join(lines) + "\n"


def _described(setting: Setting) -> list[str]:
    described = setting.description.splitlines()
    if setting.enum:
        described.append(f"One of: {', '.join(shown(each) for each in setting.enum)}.")
    return described
