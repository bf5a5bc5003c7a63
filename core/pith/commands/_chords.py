"""Keys pressed together, and one after the other."""

from __future__ import annotations

from typing import NamedTuple

from pith.base import Problem, ProblemError
from pith.commands._key_names import (
    KEY_ALIASES,
    MODIFIER_ALIASES,
    NAMED_KEYS,
    current_platform,
    key_label,
    modifier_labels,
)

_EXPECTED = "expected keys such as 'ctrl+shift+p' or 'ctrl+k ctrl+c'"


class Chord(NamedTuple):
    """One key with the modifiers held while it is pressed.

    `key` is a lower-case letter, a digit, a punctuation character, or a name such as "escape",
    "pageup" or "f1". `ctrl` is the key so labelled on every platform; `meta` is the Windows key,
    Super, or Command.
    """

    ctrl: bool = False
    shift: bool = False
    alt: bool = False
    meta: bool = False
    key: str = ""

    @classmethod
    def parse(cls, source: str, platform: str | None = None) -> Chord:
        """One chord such as "Ctrl+Shift+P". Raises ProblemError."""
        chords = KeySequence.parse(source, platform)
        if len(chords) != 1:
            raise _wrong(source, "has several chords", "expected one, such as 'ctrl+shift+p'")
        return chords[0]

    def __str__(self) -> str:
        names = ("ctrl", "shift", "alt", "meta")
        held = [name for name, down in zip(names, self, strict=False) if down]
        return "+".join([*held, self.key])

    def for_people(self, platform: str | None = None) -> str:
        """As menus of `platform` ("linux", "macos", "windows"; None: this one) write it."""
        platform = platform or current_platform()
        parts = [label for field, label in modifier_labels(platform) if getattr(self, field)]
        parts.append(key_label(self.key, platform))
        return ("" if platform == "macos" else "+").join(parts)


class KeySequence(tuple[Chord, ...]):
    """One or more chords, pressed one after the other. Equal to the tuple of its chords."""

    __slots__ = ()

    @classmethod
    def parse(cls, source: str, platform: str | None = None) -> KeySequence:
        """Read "ctrl+k ctrl+c": case, order of modifiers and aliases do not matter.

        `mod` is Command on macOS and Ctrl elsewhere. Raises ProblemError that says what was
        expected.
        """
        words = source.split()
        if not words:
            raise _wrong(source, "names no key", _EXPECTED)
        mod = "meta" if (platform or current_platform()) == "macos" else "ctrl"
        return cls(_chord(word, source, mod) for word in words)

    def __str__(self) -> str:
        return " ".join(map(str, self))

    def __repr__(self) -> str:
        return f"KeySequence.parse({str(self)!r})"

    def for_people(self, platform: str | None = None) -> str:
        """As menus of `platform` write it: "Ctrl+K Ctrl+C"."""
        return " ".join(chord.for_people(platform) for chord in self)


def _wrong(source: str, message: str, advice: str) -> ProblemError:
    return ProblemError(Problem(f"'{source}' {message}", advice=advice))


def _chord(word: str, source: str, mod: str) -> Chord:
    if word == "+" or word.endswith("++"):
        names, key = word[:-2].split("+") if len(word) > 1 else [], "+"
    else:
        *names, key = word.split("+")
    held: set[str] = set()
    for name in names:
        folded = name.lower()
        modifier = mod if folded == "mod" else MODIFIER_ALIASES.get(folded)
        if modifier is None:
            problem = f"has '{name}' where a modifier should be" if name else "has '+' too often"
            raise _wrong(
                source, problem, f"modifiers are ctrl, shift, alt, meta and mod; {_EXPECTED}"
            )
        if modifier in held:
            raise _wrong(source, f"has {modifier} twice in '{word}'", _EXPECTED)
        held.add(modifier)
    return Chord(
        "ctrl" in held, "shift" in held, "alt" in held, "meta" in held, _key(key, word, source)
    )


def _key(name: str, word: str, source: str) -> str:
    folded = name.lower()
    key = KEY_ALIASES.get(folded, folded)
    if key in NAMED_KEYS or (len(key) == 1 and key.isprintable()):
        return key
    if not name:
        raise _wrong(source, f"has no key after '{word}'", _EXPECTED)
    if folded == "mod" or folded in MODIFIER_ALIASES:
        raise _wrong(source, f"has only modifiers in '{word}'", _EXPECTED)
    import difflib

    near = difflib.get_close_matches(folded, [*NAMED_KEYS, *KEY_ALIASES], 1)
    advice = f"did you mean '{near[0]}'? " if near else ""
    raise _wrong(source, f"has an unknown key '{name}'", advice + _EXPECTED)
