"""The point `openers`: extensions show files that are not text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pith.api import compile_globs
from pith.base import Disposable, OnDispose
from pith.host import Contribution, OpenerContribution
from pith_app._theming import Look
from pith_app._window._editors import Editors
from pith_app._window._opened import OpenedFile

#: Makes the widget for a file; None where it failed.
Make = Callable[[Path], object]


class Openers:
    """Who opens what, and everything that is open that way."""

    def __init__(self, look: Look, editors: Editors, fire: Callable[[str], object]) -> None:
        self._look = look
        self._editors = editors
        self._fire = fire
        self._declared: dict[str, OpenerContribution] = {}
        self._makers: dict[str, tuple[Make, Callable[[object], object]]] = {}
        self._open: list[OpenedFile] = []
        editors.open_with = self.open

    def dispose(self) -> None:
        self._editors.open_with = lambda path, parent: None

    def __call__(
        self,
        added: Sequence[Contribution[OpenerContribution]],
        removed: Sequence[Contribution[OpenerContribution]],
    ) -> None:
        for contribution in removed:
            self._declared.pop(contribution.item.id, None)
        for contribution in added:
            self._declared[contribution.item.id] = contribution.item
        for opened in self._open:
            opened.gone = opened.opener_id not in self._declared
            opened.explain()
            if not opened.gone and opened.opener_id not in self._makers:
                self._fire(f"onOpener:{opened.opener_id}")
        self._editors.openers_changed()

    def matching(self, path: Path) -> list[OpenerContribution]:
        """Those that show files of this name."""
        name = path.name.casefold()
        return [
            item
            for _, item in sorted(self._declared.items())
            if compile_globs(map(str.casefold, item.patterns)).fullmatch(name)
        ]

    def open(self, path: Path, parent: QWidget) -> OpenedFile | None:
        """Show a file by the first opener for it; None if there is none."""
        found = self.matching(path)
        return self.open_by(found[0], path, parent) if found else None

    def open_by(self, opener: OpenerContribution, path: Path, parent: QWidget) -> OpenedFile:
        """Show a file by an opener, as soon as its extension runs."""
        opened = OpenedFile(self._look, path, opener.id, parent)
        opened.hide()
        self._open.append(opened)
        opened.closed.connect(self._open.remove)
        if opener.id in self._makers:
            self._make(opened)
        else:
            self._fire(f"onOpener:{opener.id}")
        return opened

    def provide_opener(
        self, opener_id: str, make: Make, refused: Callable[[object], object]
    ) -> Disposable:
        """Widgets of this opener are made by `make` until that is disposed."""
        maker = self._makers[opener_id] = (make, refused)
        for opened in self._of(opener_id):
            self._make(opened)

        def end() -> None:
            if self._makers.get(opener_id) is maker:
                del self._makers[opener_id]
                for opened in self._of(opener_id):
                    opened.show_widget(None)

        return OnDispose(end)

    def _of(self, opener_id: str) -> list[OpenedFile]:
        return [opened for opened in self._open if opened.opener_id == opener_id]

    def _make(self, opened: OpenedFile) -> None:
        make, refused = self._makers[opened.opener_id]
        made = make(opened.path)
        failed = not isinstance(made, QWidget)
        opened.show_widget(made if isinstance(made, QWidget) else None)
        if failed:
            refused(made)
        if failed != opened.failed:
            opened.failed = failed
            opened.explain()
            self._editors.openers_changed()
