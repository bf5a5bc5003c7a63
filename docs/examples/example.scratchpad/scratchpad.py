"""A pad to scribble on, in the panel. What is on it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QPlainTextEdit

from pith.api import CancelToken, Disposable, ExtensionContext, Future, OnDispose


class Pad:
    """The text of the pad, and the widget it is written in while there is one."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.file = context.storage_path / "pad.txt"
        self.text: str | None = None  # not read yet
        self.caret = 0
        self.edit: QPlainTextEdit | None = None
        self.later: Disposable = OnDispose()

    def make(self) -> QPlainTextEdit:
        edit = self.edit = QPlainTextEdit()
        edit.setFrameShape(QFrame.Shape.NoFrame)
        edit.setPlaceholderText("Write what comes to mind: it is kept.")
        if self.text is not None:
            self.show(self.text)
        else:
            edit.setReadOnly(True)
            self.context.tasks.run(self.read, "reading the pad").then(self.show)
        return edit

    def show(self, text: str) -> None:
        if self.edit is not None:
            self.text = text
            self.edit.setPlainText(text)
            cursor = self.edit.textCursor()
            cursor.setPosition(min(self.caret, len(self.edit.toPlainText())))
            self.edit.setTextCursor(cursor)
            self.edit.setReadOnly(False)
            self.context.connect(self.edit.textChanged, self.changed)

    def changed(self) -> None:
        assert self.edit is not None
        self.text = self.edit.toPlainText()
        self.later.dispose()
        self.later = self.context.tasks.call_later(0.5, self.save)

    def save(self) -> None:
        text = self.text or ""

        def run(token: CancelToken) -> None:
            write(self.file, text)

        self.context.tasks.run(run, "writing the pad")

    def read(self, token: CancelToken) -> str:
        return self.file.read_text("utf-8") if self.file.is_file() else ""

    def insert(self) -> Future[Any] | None:
        if self.edit is None:
            return None
        chosen = self.edit.textCursor().selectedText().replace("\u2029", "\n")
        return self.context.commands.execute("edit.insertText", text=chosen or self.text)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


pad: Pad


def activate(context: ExtensionContext) -> None:
    global pad
    pad = Pad(context)
    context.views.provide_widget("scratchpad.pad", pad.make)
    context.commands.handle("scratchpad.insert", pad.insert)


def snapshot() -> object:
    caret = pad.edit.textCursor().position() if pad.edit is not None else 0
    return {"text": pad.text, "caret": caret}


def restore(state: dict[str, Any], from_version: str) -> None:
    pad.text, pad.caret = state["text"], state["caret"]


def deactivate() -> None:
    if pad.text is not None:
        write(pad.file, pad.text)
