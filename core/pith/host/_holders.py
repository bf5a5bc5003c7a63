"""Who holds what should be gone: the shortest chain of references from what Python always has.

The search goes forward, from modules and from functions that run. Backward would be
`gc.get_referrers`, which looks through every object there is at each step, at one go, and does not
see what was put aside with `gc.freeze()`.
"""

from __future__ import annotations

import gc
import sys
import types
from collections.abc import Iterator, Sequence
from typing import Any, Final

#: So many objects are followed at a time.
BATCH: Final = 200
#: Above this many objects the search is given up.
MAXIMUM: Final = 1_000_000

#: What holds nothing: it need not be followed.
_LEAVES: Final = frozenset((str, int, float, bytes, bool, complex, type(None), types.CodeType))


class Search:
    """Looks for one of several objects. `steps()` is to be run to its end, in pieces; `chain` is
    then the way to the one that was found first, from a root, or empty."""

    def __init__(self, wanted: Sequence[object], ignored: Sequence[object] = ()) -> None:
        self._wanted = {id(each) for each in wanted}
        self.chain: list[Any] = []
        self.visited = 0
        #: The search itself holds what it visits.
        self._seen: set[int] = {id(each) for each in ignored}
        self._seen.update((id(self), id(self.__dict__), id(self._seen), id(self._wanted)))
        self._layers: list[list[list[Any]]] = []

    def steps(self) -> Iterator[None]:
        """Follow references, layer by layer."""
        layers, seen, wanted = self._layers, self._seen, self._wanted
        seen.update((id(layers), id(self.chain)))
        layer = _batches(_roots())
        try:
            while layer and self.visited < MAXIMUM:
                layers.append(layer)
                seen.add(id(layer))
                seen.update(map(id, layer))
                coming: list[Any] = []
                seen.add(id(coming))
                for batch in layer:
                    self.visited += len(batch)
                    for each in gc.get_referents(*batch):
                        key = id(each)
                        if key in seen:
                            continue
                        if type(each) in _LEAVES:
                            continue
                        seen.add(key)
                        if key in wanted:
                            self.chain = self._way_to(each)
                            return
                        coming.append(each)
                    yield
                layer = _batches(coming)
                seen.discard(id(coming))
                del coming
        finally:
            layers.clear()

    def _way_to(self, found: Any) -> list[Any]:
        """One object of each layer, each of which refers to the next."""
        way = [found]
        for layer in reversed(self._layers):
            way.append(_referring(layer, way[-1]))
        way.reverse()
        return way


def _referring(layer: list[list[Any]], target: Any) -> Any:
    for batch in layer:
        if any(each is target for each in gc.get_referents(*batch)):
            for each in batch:
                if any(other is target for other in gc.get_referents(each)):
                    return each
    return None


def _batches(objects: list[Any]) -> list[list[Any]]:
    return [objects[start : start + BATCH] for start in range(0, len(objects), BATCH)]


def _roots() -> list[Any]:
    """Modules, and the functions that run, but those that run this."""
    ours = set()
    frame: types.FrameType | None = sys._getframe()
    while frame is not None:
        ours.add(id(frame))
        frame = frame.f_back
    frames: list[Any] = []
    for running in sys._current_frames().values():
        frame = running
        while frame is not None:
            if id(frame) not in ours:
                frames.append(frame)
            frame = frame.f_back
    return [*sys.modules.values(), *frames]


def described(chain: Sequence[Any]) -> str:
    """A chain of references in words, from its root."""
    words: list[str] = []
    for before, each, after in zip([None, *chain], chain, [*chain[1:], None], strict=False):
        word = _named(each)
        way = _way(each, after)
        is_inside = before is not None and _dict_of(before) is each
        if words and (is_inside or (type(each) in _CONTAINERS and not _is_names(each))):
            words[-1] += way
            continue
        words.append(word + way)
    return " → ".join(words)


_CONTAINERS: Final = frozenset((dict, list, tuple, set, frozenset))


def _is_names(thing: Any) -> bool:
    """Whether it is what a module's functions find their names in."""
    return type(thing) is dict and isinstance(thing.get("__name__"), str)


def _dict_of(thing: Any) -> Any:
    if isinstance(thing, (types.ModuleType, type)):
        return vars(thing)
    try:
        return object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return None


def _way(holder: Any, held: Any) -> str:
    """By what name or place `holder` refers to `held`."""
    if held is None:
        return ""
    if isinstance(holder, dict):
        for key, value in list(holder.items()):
            if value is held:
                return (
                    f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{key!r:.40}]"
                )
        return ""
    if isinstance(holder, (list, tuple)):
        for index, value in enumerate(holder):
            if value is held:
                return f"[{index}]"
    if isinstance(holder, types.FrameType):
        for name, value in list(holder.f_locals.items()):
            if value is held:
                return f", its variable {name}"
    return ""


def _named(thing: Any) -> str:
    if isinstance(thing, types.ModuleType):
        return thing.__name__
    if isinstance(thing, types.FunctionType):
        return f"function {thing.__module__}.{thing.__qualname__}"
    if isinstance(thing, types.MethodType):
        return f"method {thing.__func__.__qualname__}"
    if isinstance(thing, type):
        return f"class {thing.__module__}.{thing.__qualname__}"
    if isinstance(thing, types.FrameType):
        return f"the running {thing.f_code.co_qualname}"
    if isinstance(thing, types.CellType):
        return "a closure"
    if _is_names(thing):
        return f"the names of {thing['__name__']}"
    kind = type(thing)
    return (
        f"a {kind.__name__}"
        if kind.__module__ == "builtins"
        else f"a {kind.__module__}.{kind.__qualname__}"
    )
