"""The clipboard of the desktop, as editing commands see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QClipboard, QGuiApplication

from pith.edit import ClipboardContent

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

_FORMAT = "application/x-pith-clipboard"


class QtClipboard:
    """Reads and writes the desktop's clipboard, or the primary selection of X11 and Wayland.

    Beside the text, which any program can read, goes what only we know: the pieces of several
    carets, whole lines, and bytes that are no text (U+DC80 to U+DCFF, which Qt cannot hold).
    """

    def __init__(self, primary: bool = False) -> None:
        self._primary = primary

    @property
    def _mode(self) -> QClipboard.Mode:
        return QClipboard.Mode.Selection if self._primary else QClipboard.Mode.Clipboard

    @property
    def supported(self) -> bool:
        """Whether the desktop has this one."""
        return not self._primary or QGuiApplication.clipboard().supportsSelection()

    def read(self) -> ClipboardContent:
        data = QGuiApplication.clipboard().mimeData(self._mode)
        if data is None or not (data.hasText() or data.hasFormat(_FORMAT)):
            return ClipboardContent("")
        text = data.text()
        if data.hasFormat(_FORMAT):
            content = _unpack(bytes(data.data(_FORMAT).data()))
            # Another program may have replaced the text and kept what it did not know.
            if content is not None and encodable(content.text) == text:
                return content
        return ClipboardContent(text.replace("\r\n", "\n").replace("\r", "\n"))

    def write(self, content: ClipboardContent) -> None:
        from PySide6.QtCore import QMimeData

        data = QMimeData()
        data.setText(encodable(content.text))
        plain = content.pieces is None and not content.whole_line
        if not plain or encodable(content.text) != content.text:
            data.setData(_FORMAT, _pack(content))
        QGuiApplication.clipboard().setMimeData(data, self._mode)

    def write_encoded(self, data: QByteArray) -> None:
        """Write plain text, in UTF-8, of which nothing is copied: it may be long."""
        from PySide6.QtCore import QMimeData

        mime = QMimeData()
        mime.setData("text/plain", data)
        QGuiApplication.clipboard().setMimeData(mime, self._mode)


def encodable(text: str) -> str:
    """The text with every lone surrogate replaced: what may be handed to Qt."""
    if text.isascii():
        return text
    try:
        text.encode("utf-16-le")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _pack(content: ClipboardContent) -> bytes:
    import json

    return json.dumps([content.text, content.pieces, content.whole_line]).encode("ascii")


def _unpack(data: bytes) -> ClipboardContent | None:
    import json

    try:
        text, pieces, whole_line = json.loads(data)
    except (ValueError, TypeError):
        return None
    if not isinstance(text, str):
        return None
    if isinstance(pieces, list) and all(isinstance(piece, str) for piece in pieces):
        return ClipboardContent(text, tuple(pieces), bool(whole_line))
    return ClipboardContent(text, None, bool(whole_line))
