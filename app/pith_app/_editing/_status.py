"""What the status bar says of the active editor."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Disposable, OnDispose, Scheduler
from pith.syntax import Languages
from pith.workspace import Document, View
from pith_app._window._editors import Editors
from pith_app._window._status_bar import StatusBar
from pith_app._window._tab import Tab


class EditorStatus:
    """Position, indentation, encoding, line ending and language; each opens what changes it."""

    def __init__(
        self,
        bar: StatusBar,
        editors: Editors,
        languages: Languages,
        scheduler: Scheduler,
        run: Callable[[str], object],
    ) -> None:
        self._editors = editors
        self._languages = languages
        self._scheduler = scheduler
        self._scheduled = False
        self._document: Document | None = None
        self._following: list[Disposable] = []
        self._reading: Disposable = OnDispose()

        def item(name: str, priority: int, command: str) -> Callable[[str, str], None]:
            made = bar.add(name, right=True, priority=priority, on_click=lambda: run(command))
            return made.set_content

        self._position = item("Position", 50, "go.line")
        self._overtype = item("Typing Over", 45, "edit.toggleOvertype")
        self._tab = item("Tab Moves Focus", 46, "view.toggleTabMovesFocus")
        self._indentation = item("Indentation", 60, "indentation.select")
        self._encoding = item("Encoding", 70, "encoding.select")
        self._line_ending = item("Line Ending", 80, "lineEnding.select")
        self._language = item("Language", 90, "language.select")
        size = bar.add("Size", right=True, priority=95)
        self._size = size.set_content
        self._connection = editors.active_changed.connect(self._active)

    def dispose(self) -> None:
        self._reading.dispose()
        self._connection.dispose()
        self._unfollow()

    def show_overtype(self, on: bool) -> None:
        """Whether what is typed goes over what is there."""
        self._overtype(*(("OVR", "Typing goes over what is there (Insert)") if on else ("", "")))

    def show_tab_moves_focus(self, on: bool) -> None:
        """Whether the Tab key leads out of editors."""
        tip = "The Tab key leads out of the editor (Ctrl+M)"
        self._tab(*(("Tab Moves Focus", tip) if on else ("", "")))

    def _unfollow(self) -> None:
        for each in self._following:
            each.dispose()
        self._following = []

    def _active(self, tab: Tab | None) -> None:
        self._unfollow()
        self._document = tab.document if tab is not None else None
        document = self._document
        if document is None:
            for show in (
                self._position,
                self._indentation,
                self._encoding,
                self._line_ending,
                self._language,
                self._size,
            ):
                show("", "")
            return
        for signal in (document.file.changed, document.options_changed, document.language_changed):
            self._following.append(signal.connect(lambda _: self._describe()))
        for signal in (document.grown, document.replaced):
            self._following.append(signal.connect(lambda _: self._describe_size()))
        self._describe()
        self._describe_size()
        self._show_position()

    def position_changed(self, view: View) -> None:
        """The carets moved: said when the letter that moved them is on the screen."""
        if view is self._editors.active_view and not self._scheduled:
            self._scheduled = True
            self._scheduler.call_soon(self._show_position)

    def _show_position(self) -> None:
        self._scheduled = False
        view = self._editors.active_view
        if view is None or self._document is None:
            self._position("", "")
            return
        head = view.selection.primary.head
        self._reading.dispose()
        self._reading = view.document.queue.when_at_hand(
            head, lambda: self._describe_position(view)
        )

    def _describe_position(self, view: View) -> None:
        if view.disposed or view is not self._editors.active_view:
            return
        text, selection = view.state
        row, column = text.point_at(selection.primary.head)
        selected = sum(each.end - each.start for each in selection.ranges)
        shown = f"Ln {row + 1:,}, Col {column + 1:,}"
        if len(selection.ranges) > 1:
            shown = f"{len(selection.ranges):,} selections"
            if selected:
                shown += f" ({selected:,} characters selected)"
        elif selected:
            shown += f" ({selected:,} selected)"
        self._position(shown, "Go to Line/Column")

    def _describe_size(self) -> None:
        document = self._document
        if document is None:
            return
        if document.growth is not None:
            read = f"Reading, {document.growth.fraction:.0%}"
            self._size(read, "What has been read can be used already")
        elif not document.file.whole:
            self._size("Read in part", "Reading it was cancelled: reload it to read all of it")
        elif document.large:
            self._size("Large file", "Too large for colours, and for changing all its lines")
        else:
            self._size("", "")

    def _describe(self) -> None:
        document = self._document
        if document is None:
            return
        options = document.options
        kind = "Spaces" if options.insert_spaces else "Tab Size"
        self._indentation(f"{kind}: {options.tab_size}", "Select Indentation")
        file = document.file
        self._encoding(file.encoding_label, "Select Encoding")
        mixed, ending = file.mixed_line_endings, file.line_ending.label
        tip = "Select Line Ending"
        self._line_ending(
            f"{ending} (mixed)" if mixed else ending,
            f"{tip}: the file has both kinds" if mixed else tip,
        )
        self._language(self._languages.get(document.language_id).name, "Select Language")
