"""The manual page, made of what `pith --help` says: it is said once."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from pith_installer.errors import InstallerError
from pith_installer.version import Version

_COLUMN = 22
"""Where the second column of an entry starts, less one, counted from its first letter."""

_FILES = """\
.SH FILES
.TP
.I ~/.config/pith/settings.toml
Settings. What is saved in it applies at once.
.TP
.I ~/.config/pith/keybindings.toml
Key bindings, likewise.
.TP
.I ~/.local/share/pith/extensions
Installed extensions, a folder each.
.TP
.I ~/.local/state/pith
The session and the log.
.PP
XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME and XDG_CACHE_HOME move them;
.B \\-\\-user\\-dir
puts all of them in one place.
"""


def manual_page(help_text: str, version: Version) -> str:
    """pith(1) as roff (man(7)) of the text of `pith --help`.

    The text has a first paragraph that says what the program is, then sections: a line that ends
    with a colon, and indented entries whose second column starts after two spaces or more.
    Raises InstallerError for a text of another shape.
    """
    title, _, rest = help_text.partition("\n\n")
    sections = re.split(r"^(\S[^\n]*):\n", rest, flags=re.MULTILINE)
    named = dict(zip(sections[1::2], sections[2::2], strict=True))
    for wanted in ("Usage", "Options", "Sub-commands"):
        if wanted not in named:
            raise InstallerError(f"`pith --help` has no section {wanted}")
    usage, *description = _paragraphs(named["Usage"])
    day = datetime.fromtimestamp(version.epoch, UTC).strftime("%Y-%m-%d")
    commands, *closing = _blocks(named["Sub-commands"])
    lines = [
        f'.TH PITH 1 "{day}" "Pith {version}" "User Commands"',
        ".SH NAME",
        f"pith \\- {_escape(_lower(title.partition(',')[2].strip()).rstrip('.'))}",
        ".SH SYNOPSIS",
        ".nf",
        *(_escape(re.split(r"\s{3,}", line.strip())[0]) for line in usage.splitlines()),
        ".fi",
        ".SH DESCRIPTION",
        _escape(title.replace("\n", " ")),
    ]
    for paragraph in description:
        lines += [".PP", _escape(paragraph)]
    lines += [".SH OPTIONS", *_entries(named["Options"])]
    lines += [".SH COMMANDS", *_entries(commands)]
    lines += [".SH NOTES"]
    for block in closing:
        lines += [".PP", _escape(" ".join(block.split()))]
    return "\n".join(lines) + "\n" + _FILES


def _blocks(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if block.strip()]


def _paragraphs(text: str) -> list[str]:
    """The usage as it stands, then each paragraph as one line."""
    first, *others = _blocks(text)
    return [first, *(" ".join(block.split()) for block in others)]


def _entries(text: str) -> list[str]:
    """Entries of two columns as tagged paragraphs."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        entry = re.match(r"^  (\S.*)$", line)
        if entry:
            # A name as long as its column is followed by one space.
            at = re.search(r"\s{2,}", entry[1])
            cut = at.start() if at else _COLUMN if entry[1][_COLUMN:][:1] == " " else None
            said = entry[1][cut:].strip() if cut is not None else ""
            found.append((entry[1][:cut].rstrip(), [said] if said else []))
        elif not found:
            raise InstallerError(f"`pith --help` has a line out of place: {line!r}")
        else:
            option = re.match(r"^\s+(--\S+(?: [A-Za-z]+)*?)\s{2,}(\S.*)$", line)
            said = f"\n.br\n{option[1]}: {option[2]}" if option else line.strip()
            found[-1][1].append(said)
    lines = []
    for name, said in found:
        lines += [".TP", f".B {_escape(name)}", _escape(" ".join(said)).replace(" \n", "\n")]
    return lines


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _escape(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return re.sub(r"^(['.])", r"\\&\1", text) if not text.startswith("\n.br") else text
