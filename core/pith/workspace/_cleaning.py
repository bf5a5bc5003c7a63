"""What a save tidies up, if the settings say so."""

from __future__ import annotations

from pith.edit import ChangeSet
from pith.text import Edit, Text

_TRAILING = (" \n", "\t\n", " \r\n", "\t\r\n")


def cleaning(
    text: Text, line_ending: str, *, trim_trailing_whitespace: bool, insert_final_newline: bool
) -> ChangeSet:
    """The changes to `text` that take spaces and tabs from the ends of lines and end the last
    line, if something stands in it, with `line_ending`."""
    edits: list[Edit] = []
    length = len(text)
    last_end = length
    content = str(text) if trim_trailing_whitespace else ""
    # Usually there is nothing, which four searches find out sooner than a walk over all lines.
    if content.endswith((" ", "\t")) or any(each in content for each in _TRAILING):
        start = 0
        for line in content.split("\n"):
            body = line.removesuffix("\r")
            kept = len(body.rstrip(" \t"))
            if kept < len(body):
                edits.append(Edit(start + kept, start + len(body), ""))
            start += len(line) + 1
        if edits and edits[-1].end == length:
            last_end = edits[-1].start
    if insert_final_newline and last_end > text.line_start(text.line_count - 1):
        if edits and edits[-1].end == length:
            edits[-1] = edits[-1]._replace(insert=line_ending)
        else:
            edits.append(Edit(length, length, line_ending))
    return ChangeSet.of(length, edits)
