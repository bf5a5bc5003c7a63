"""Making every line of a huge text end in the same way: as another text, in a file without a name.

Blocking, to be called from a Worker.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator

from pith.base import CancelToken
from pith.text._encodings import UTF_8
from pith.text._line_endings import LineEnding
from pith.text._page_scan import Scan
from pith.text._pages import Descriptor, Source
from pith.text._positioned import write_at
from pith.text._text import Text

_BUFFER = 1024 * 1024


_WRITING = 0.9  # of all the time that it takes, about


def with_line_ending(
    text: Text,
    line_ending: LineEnding,
    token: CancelToken | None = None,
    progress: Callable[[float], object] | None = None,
) -> Text:
    """The text with every line ended so: its pages lie in a temporary file, as UTF-8. Raises
    OSError (the disk may be full), and Cancelled.

    `progress` is told how far it is, from 0 to 1.
    """
    with tempfile.TemporaryFile() as file:
        copy = Descriptor(os.dup(file.fileno()))
    size = done = 0
    pending = bytearray()
    for piece in _converted(text, line_ending):
        done += len(piece)
        pending += piece.encode(UTF_8, "surrogatepass")
        if len(pending) >= _BUFFER:
            write_at(copy.number, bytes(pending), size)
            size += len(pending)
            pending.clear()
            if progress is not None:  # what is written may be longer than what there was
                progress(min(done / max(len(text), 1), 1.0) * _WRITING)
            if token is not None:
                token.raise_if_cancelled()
    write_at(copy.number, bytes(pending), size)
    source = Source(copy, UTF_8, "surrogatepass", exact=False)
    return Scan(source, 0, size + len(pending)).read_on(token)


def _converted(text: Text, line_ending: LineEnding) -> Iterator[str]:
    held = ""
    for chunk in text.chunks():
        piece = held + chunk
        held = "\r" if piece.endswith("\r") else ""
        piece = piece[: len(piece) - len(held)]
        if "\r" in piece:
            piece = piece.replace("\r\n", "\n")
        yield piece.replace("\n", "\r\n") if line_ending is LineEnding.CRLF else piece
    yield held
