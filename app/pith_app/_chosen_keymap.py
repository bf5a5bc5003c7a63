"""The keymap that the settings choose, in the layer that its keys belong to."""

from __future__ import annotations

from pith.base import Disposable, OnDispose, Problem, ProblemError
from pith.commands import Binding, DeclaredKeymap, KeymapLayer
from pith_app._chosen import Chosen
from pith_app._kernel import Kernel

SETTING = "window.keymap"

Loaded = tuple[list[Binding], list[Problem]]


class ChosenKeymap:
    """Binds the keys of the chosen keymap. What is wrong in its file is logged; of a file that has
    no key right, the keys before stay."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._bindings: Disposable = OnDispose()
        keymaps = kernel.keymaps
        self._chosen = Chosen(kernel, SETTING, keymaps.changed, keymaps.get, _load, self._take)

    def dispose(self) -> None:
        self._chosen.dispose()

    def _take(self, loaded: Loaded | None) -> None:
        bindings, problems = loaded or ([], [])
        for problem in problems:
            self._kernel.log.error(str(problem))
        before, self._bindings = self._bindings, OnDispose()
        if bindings:
            self._bindings = self._kernel.keymap.add(bindings, KeymapLayer.CHOSEN)
        before.dispose()


def _load(keymap: DeclaredKeymap) -> Loaded:
    try:
        bindings, problems = keymap.load()
    except UnicodeDecodeError:
        problem = Problem("is not UTF-8", str(keymap.path), advice="save it as UTF-8")
        raise ProblemError(problem) from None
    if problems and not bindings:
        raise ProblemError(*problems)
    return bindings, problems
