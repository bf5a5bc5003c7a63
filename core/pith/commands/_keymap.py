"""Which keys run which commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from pith.base import Disposable, OnDispose, Signal
from pith.commands._chords import Chord, KeySequence
from pith.commands._when import Context, When


class KeymapLayer(IntEnum):
    """Whose bindings: those of a higher layer win. CHOSEN are those of the keymap that the person
    has chosen instead of the program's own."""

    DEFAULT = 0
    CHOSEN = 1
    EXTENSION = 2
    USER = 3


class Binding(NamedTuple):
    """Keys, and the command they run while `when` holds.

    A `command` that starts with "-" takes bindings of that command away: those with these keys
    (all, if `keys` is empty) and this `when` (any, if it is None). `source` says where the
    binding was written, as file:line.
    """

    keys: KeySequence
    command: str
    args: Mapping[str, Any] = {}
    when: When | None = None
    owner: str = ""
    source: str = ""

    @property
    def removes(self) -> str:
        """The command that loses bindings, "" if this is an ordinary binding."""
        return self.command[1:] if self.command.startswith("-") else ""


class Match(NamedTuple):
    """What the keys pressed so far mean.

    Try `bindings` in order until one is handled. If none is (or there is none) and `is_prefix`,
    keep the keys and wait for the next chord.
    """

    bindings: tuple[Binding, ...]
    is_prefix: bool


NO_MATCH = Match((), False)


class Keymap:
    """All bindings, in layers.

    Within a layer the later of two bindings wins; among extensions the one whose owner is later
    in the alphabet.
    """

    def __init__(self) -> None:
        self.changed: Signal[()] = Signal("key bindings")
        self._added: dict[KeymapLayer, list[Sequence[Binding]]] = {each: [] for each in KeymapLayer}
        # Both are made when they are first asked for after a change.
        self._by_first_chord: dict[Chord, list[Binding]] | None = None
        self._by_command: dict[str, list[Binding]] = {}

    def add(self, bindings: Iterable[Binding], layer: KeymapLayer) -> Disposable:
        """Enter bindings, the last of which wins, until they are disposed."""
        batch = tuple(bindings)
        batches = self._added[layer]
        batches.append(batch)
        if layer is KeymapLayer.EXTENSION:
            # Loading an extension again does not change which of two wins.
            batches.sort(key=lambda each: each[0].owner if each else "")
        self._notify()

        def withdraw() -> None:
            batches[:] = [each for each in batches if each is not batch]
            self._notify()

        return OnDispose(withdraw)

    def _notify(self) -> None:
        self._by_first_chord = None
        self.changed.emit()

    def match(self, pressed: tuple[Chord, ...], context: Context) -> Match:
        """What `pressed`, chords one after the other, mean in `context`.

        A binding of more chords hides those of fewer that it outranks.
        """
        candidates = self._index().get(pressed[0]) if pressed else None
        if candidates is None:
            return NO_MATCH
        count = len(pressed)
        found: list[Binding] = []
        for binding in candidates:
            keys, when = binding.keys, binding.when
            if count > 1 and keys[:count] != pressed:
                continue
            if len(keys) < count or (when is not None and not when.evaluate(context)):
                continue
            if len(keys) > count:
                return Match(tuple(found), True)
            found.append(binding)
        return Match(tuple(found), False) if found else NO_MATCH

    def bindings(self) -> list[Binding]:
        """The bindings that count, in the order in which they are tried for the same keys."""
        return [each for candidates in self._index().values() for each in candidates]

    def bindings_of(self, command_id: str) -> list[Binding]:
        """The bindings of a command that count, the one to show first."""
        self._index()
        return list(self._by_command.get(command_id, ()))

    def keys_for(
        self, command_id: str, args: Mapping[str, Any] | None = None
    ) -> KeySequence | None:
        """The keys to show beside a command called with `args`, None if it has none.

        The user's come before extensions' and those before the default ones; of several the
        first that was written.
        """
        self._index()
        wanted = args or {}
        for binding in self._by_command.get(command_id, ()):
            if binding.args == wanted:
                return binding.keys
        return None

    def prepare(self) -> None:
        """Do now what the first key that is pressed would have to wait for."""
        self._index()

    def _index(self) -> dict[Chord, list[Binding]]:
        if self._by_first_chord is None:
            layers = [self._surviving(layer) for layer in KeymapLayer]
            self._by_first_chord = _by_first_chord(layers)
            self._by_command = _by_command(layers)
        return self._by_first_chord

    def _surviving(self, layer: KeymapLayer) -> list[Binding]:
        """What is left of a layer after the removals that come after each binding."""
        removals: dict[str, list[Binding]] = {}
        for later in KeymapLayer:
            if later > layer:
                for batch in self._added[later]:
                    for binding in batch:
                        if binding.removes:
                            removals.setdefault(binding.removes, []).append(binding)
        surviving: list[Binding] = []
        for batch in reversed(self._added[layer]):
            for binding in reversed(batch):
                if binding.removes:
                    removals.setdefault(binding.removes, []).append(binding)
                elif not any(_removes(each, binding) for each in removals.get(binding.command, ())):
                    surviving.append(binding)
        surviving.reverse()
        return surviving


def _removes(removal: Binding, binding: Binding) -> bool:
    return (not removal.keys or removal.keys == binding.keys) and (
        removal.when is None or removal.when == binding.when
    )


def _by_first_chord(layers: list[list[Binding]]) -> dict[Chord, list[Binding]]:
    index: dict[Chord, list[Binding]] = {}
    for layer in reversed(layers):
        for binding in reversed(layer):
            if binding.keys:
                index.setdefault(binding.keys[0], []).append(binding)
    return index


def _by_command(layers: list[list[Binding]]) -> dict[str, list[Binding]]:
    """For each command its bindings that can be reached, those of higher layers first."""
    hidden = _hidden(binding for layer in reversed(layers) for binding in reversed(layer))
    by_command: dict[str, list[Binding]] = {}
    for layer in reversed(layers):
        for binding in layer:
            if binding.keys and id(binding) not in hidden:
                by_command.setdefault(binding.command, []).append(binding)
    return by_command


def _hidden(bindings: Iterable[Binding]) -> set[int]:
    """The ids of bindings, given highest first, that never get their turn: a higher one applies
    always or under the same condition, and has the same keys, more, or just the first of them."""
    hidden: set[int] = set()
    exactly: dict[tuple[Chord, ...], list[Binding]] = {}
    starting: dict[tuple[Chord, ...], list[Binding]] = {}
    for binding in bindings:
        keys = binding.keys
        starts = [keys[:count] for count in range(1, len(keys))]
        rivals = [*starting.get(keys, ()), *(each for s in starts for each in exactly.get(s, ()))]
        if any(
            (each.when is None or each.when == binding.when) and each.command != binding.command
            for each in rivals
        ):
            hidden.add(id(binding))
        exactly.setdefault(keys, []).append(binding)
        for start in (*starts, keys):
            starting.setdefault(start, []).append(binding)
    return hidden
