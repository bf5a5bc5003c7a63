"""Markdown as Qt renders it, in the colours and sizes of the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from pith.qt import guarded_with
from pith_app._theming import Look
from pith_app._theming._style_sheet import scroll_bars

_HEADINGS = {1: 1.75, 2: 1.35, 3: 1.12}


class MarkdownView(QTextBrowser):
    """Shows a text that somebody else wrote: links are told, and nothing is fetched."""

    def __init__(self, look: Look, parent: QWidget, *, smaller: int = -1) -> None:
        """`smaller` is by how many pixels its text is smaller than the window's."""
        super().__init__(parent)
        self._look = look
        self.smaller = smaller
        self.folder = Path()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.restyle()

    def restyle(self) -> None:
        css = self._look.colors.css
        self.setStyleSheet(
            f"QTextBrowser {{ background: {css('editor.background')};"
            f" color: {css('editor.foreground')}; border: none;"
            f" selection-background-color: {css('editor.selectionBackground')};"
            f" selection-color: {css('editor.foreground')}; }}" + scroll_bars(self._look.colors)
        )
        self.document().setDefaultFont(self._look.font(self.smaller))
        self.document().setDocumentMargin(self._look.px(4))

    @guarded_with(None)
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures come from the extension's folder or not at all."""
        url = name if isinstance(name, QUrl) else QUrl(name)
        if not url.isRelative():
            return None
        path = (self.folder / url.path()).resolve()
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            return None
        return super().loadResource(kind, QUrl.fromLocalFile(str(path)))

    def show_markdown(self, source: str, folder: Path) -> None:
        """Show `source`, whose pictures lie below `folder`."""
        self.folder = folder
        document = self.document()
        features = QTextDocument.MarkdownFeature
        document.setMarkdown(source, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            self._dress(cursor, block)
            block = block.next()
        cursor.endEditBlock()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _dress(self, cursor: QTextCursor, block: Any) -> None:
        look, px, colors = self._look, self._look.px, self._look.colors
        shape: QTextBlockFormat = block.blockFormat()
        cursor.setPosition(block.position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        characters = QTextCharFormat()
        level = shape.headingLevel()
        is_code = _is_code(block)
        if level:
            font = look.font(-1, bold=True)
            font.setPixelSize(round(font.pixelSize() * _HEADINGS.get(level, 1.0)))
            characters.setFont(font)
            characters.setFontWeight(QFont.Weight.Bold)
            characters.setForeground(colors["foreground"])
            shape.setTopMargin(px(20 if level > 1 else 4) if block.position() else 0)
            shape.setBottomMargin(px(8))
        elif is_code:
            characters.setFont(look.mono(0))
            shape.setBackground(colors["sideBar.background"])
            shape.setTopMargin(0 if _is_code(block.previous()) else px(8))
            shape.setBottomMargin(0 if _is_code(block.next()) else px(14))
            shape.setNonBreakableLines(True)
        elif shape.intProperty(QTextFormat.Property.BlockQuoteLevel):
            characters.setForeground(colors["descriptionForeground"])
            shape.setBottomMargin(px(10))
        elif block.textList() is not None:
            shape.setBottomMargin(px(4))
            shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        elif cursor.currentTable() is not None:
            shape.setBottomMargin(0)
        else:
            shape.setBottomMargin(px(10))
            shape.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        if characters.propertyCount():
            cursor.mergeCharFormat(characters)
            return
        self._dress_words(cursor, block)

    def _dress_words(self, cursor: QTextCursor, block: Any) -> None:
        """Links and code within a line."""
        colors = self._look.colors
        fragments = [each.fragment() for each in block]
        for fragment in fragments:
            form = QTextCharFormat()
            if fragment.charFormat().isAnchor():
                form.setForeground(colors["textLink.foreground"])
                form.setFontUnderline(False)
            elif fragment.charFormat().fontFixedPitch():
                mono: QFont = self._look.mono(0)
                form.setFont(mono)
                form.setBackground(colors["toolbar.activeBackground"])
            else:
                continue
            cursor.setPosition(fragment.position())
            cursor.setPosition(
                fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor
            )
            cursor.mergeCharFormat(form)

    def _dress_table(self, table: QTextTable) -> None:
        shape = table.format()
        shape.setBorder(1)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(self._look.colors["widget.border"])
        shape.setBorderCollapse(True)
        shape.setCellPadding(self._look.px(6))
        shape.setCellSpacing(0)
        shape.setTopMargin(self._look.px(4))
        shape.setBottomMargin(self._look.px(14))
        table.setFormat(shape)


def _is_code(block: Any) -> bool:
    shape: QTextBlockFormat = block.blockFormat()
    return (
        block.isValid()
        and not shape.headingLevel()
        and (
            shape.hasProperty(QTextFormat.Property.BlockCodeFence)
            or shape.hasProperty(QTextFormat.Property.BlockCodeLanguage)
        )
    )
