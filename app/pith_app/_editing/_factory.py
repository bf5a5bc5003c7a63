"""Editor widgets for tabs, wired to settings, theme, highlighting, keys and context."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from pith.base import Scope, Signal
from pith.commands import CommandBus, CommandError
from pith.edit import EditOptions
from pith.qt import EditorOptions, EditorWidget
from pith.settings import Settings
from pith.syntax import Highlighter, Languages
from pith.workspace import Document, View, ViewUpdate
from pith_app._editing._highlighters import Highlighters
from pith_app._editing._keys import KeyDispatcher
from pith_app._editing._options import editor_options
from pith_app._theming import Look
from pith_app._window._tab import EditorFactory, Tab

if TYPE_CHECKING:
    from pith.edit import LanguageRules
    from pith.text import Text


class WidgetFactory(EditorFactory):
    """Makes editor widgets, and keeps all of them as settings and theme say."""

    def __init__(
        self,
        settings: Settings,
        languages: Languages,
        highlighters: Highlighters,
        look: Look,
        keys: KeyDispatcher,
        bus: CommandBus,
    ) -> None:
        self._settings = settings
        self._languages = languages
        self._highlighters = highlighters
        self._look = look
        self._keys = keys
        self._bus = bus
        self._widgets: dict[EditorWidget, Document] = {}
        self.family = ""
        """The font where settings name none."""
        self.zoom = 1.0
        """What the settings say, a factor."""
        self.wheel_zoom = 1.0
        """What is made of that with the wheel, a factor as well: the same in every editor."""
        self.overtype = False
        """Whether what is typed goes over what is there, in every editor."""
        self.wrap_overrides: dict[int, str] = {}
        """Documents (by id) whose wrapping was switched by hand."""
        self.view_changed: Signal[ViewUpdate, View] = Signal("editors.view_changed")
        self.made: Signal[EditorWidget, Document] = Signal("editors.made")
        """A widget was made, for a document."""
        self.focus_changed: Signal[EditorWidget, bool] = Signal("editors.focus_changed")
        self.hover_wanted: Signal[EditorWidget, int, QPoint] = Signal("editors.hover_wanted")
        """See EditorWidget."""
        self.menu_requested: Signal[EditorWidget, QPoint, str] = Signal("editors.menu_requested")
        """Where on the screen, and of what: "text", "gutter" or "minimap"."""
        self._connections = (
            settings.changed.connect(self._settings_changed),
            look.changed.connect(self._restyle),
        )

    def dispose(self) -> None:
        for connection in self._connections:
            connection.dispose()

    def make(self, tab: Tab, view: View, parent: QWidget) -> EditorWidget:
        return self.make_in(tab.scope, view, parent)

    def make_in(self, scope: Scope, view: View, parent: QWidget) -> EditorWidget:
        """A widget that is kept up to date until the scope is disposed."""
        document = view.document
        widget = EditorWidget(
            view,
            theme=self._look.theme,
            options=self._options(document),
            edit_options=document.options,
            rules=self._languages.get(document.language_id).rules,
            key_handler=self._keys.chord,
            text_handler=self._type,
            parent=parent,
        )
        widget.find_rules = partial(self._rules_in, document)
        _name(widget, document)
        widget.set_icon_painter(self._look.icons.paint_into)
        widget.set_zoom(self.wheel_zoom)
        view.context_factory = widget.edit_context
        self._widgets[widget] = document
        scope.on_dispose(lambda: self._widgets.pop(widget, None), "editor widget")
        scope.add(self._highlighters.follow(document, lambda each: _take(widget, each)))
        scope.add(view.changed.connect(lambda update: self.view_changed.emit(update, view)))
        scope.add(widget.zoom_changed.connect(self.set_wheel_zoom))
        scope.add(widget.focus_changed.connect(lambda on: self.focus_changed.emit(widget, on)))
        scope.add(
            widget.context_menu_requested.connect(
                lambda point, offset: self.menu_requested.emit(widget, point, "text")
            )
        )
        scope.add(
            widget.margin_menu_requested.connect(
                lambda point, margin: self.menu_requested.emit(widget, point, margin)
            )
        )
        scope.add(
            widget.hover_wanted.connect(
                lambda offset, at: self.hover_wanted.emit(widget, offset, at)
            )
        )
        scope.add(document.file.changed.connect(lambda _: _name(widget, document)))
        scope.add(document.options_changed.connect(lambda _: self._edit_options(widget, document)))
        scope.add(document.language_changed.connect(lambda _: self._language(widget, document)))
        self.made.emit(widget, document)
        return widget

    def widgets_of(self, document: Document) -> list[EditorWidget]:
        """All editors of a document."""
        return [widget for widget, shown in self._widgets.items() if shown is document]

    def _type(self, text: str) -> None:
        if not self._keys.text(text):
            try:
                self._bus.run("edit.insertText", self._arguments(text), "key")
            except CommandError as error:
                self._keys.report(error)

    def _arguments(self, text: str) -> dict[str, Any]:
        return {"text": text, "overtype": True} if self.overtype else {"text": text}

    def set_overtype(self, on: bool) -> None:
        """Type over what is there from now on, with a caret that shows it; or between it."""
        self.overtype = on
        self.refresh()

    def _rules_in(self, document: Document, text: Text) -> Callable[[int], LanguageRules]:
        from pith.syntax import RulesWithin

        return RulesWithin(self._languages, document.language_id, text).at

    def _options(self, document: Document) -> EditorOptions:
        options = editor_options(self._settings, document.language_id, self.family, self.zoom)
        wrap = self.wrap_overrides.get(document.id, options.wrap)
        if self.overtype:
            options = options._replace(
                caret_style="underline" if options.caret_style.startswith("block") else "block"
            )
        return options._replace(tab_size=document.options.tab_size, wrap=wrap)

    def set_zoom(self, zoom: float) -> None:
        """`zoom` is a factor for every editor."""
        self.zoom = zoom
        self.refresh()

    def set_wheel_zoom(self, zoom: float) -> None:
        """As set_zoom, on top of it."""
        if zoom != self.wheel_zoom:
            self.wheel_zoom = zoom
            for widget in list(self._widgets):
                widget.set_zoom(zoom)

    def refresh(self) -> None:
        """Give every widget its options anew."""
        for widget, document in list(self._widgets.items()):
            widget.set_options(self._options(document))

    def _settings_changed(self, keys: frozenset[str]) -> None:
        if any(key.startswith("editor.") for key in keys):
            self.refresh()

    def _restyle(self) -> None:
        for widget in list(self._widgets):
            widget.set_theme(self._look.theme)

    def _edit_options(self, widget: EditorWidget, document: Document) -> None:
        options: EditOptions = document.options
        widget.set_edit_options(options)
        if widget.options.tab_size != options.tab_size:
            widget.set_options(self._options(document))

    def _language(self, widget: EditorWidget, document: Document) -> None:
        widget.set_rules(self._languages.get(document.language_id).rules)
        widget.set_options(self._options(document))


def _name(widget: EditorWidget, document: Document) -> None:
    widget.setAccessibleName(f"{document.name}, editor")


def _take(widget: EditorWidget, highlighter: Highlighter | None) -> None:
    widget.set_highlighter(highlighter)
