"""Grapheme clusters and words of strings, after Unicode Standard Annex 29.

The rules are those of the version in _unicode_tables. A string becomes one letter for each code
point, its kind, and the rules are regular expressions over these letters: the tables are looked at
once for each character that occurs, and the expressions stay small.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

# Kinds, and what makes a cluster of them. E, Y and K extend what is before them (Y and K also
# inside conjuncts of Indic scripts), S is a mark with room of its own, P begins a cluster, Q is a
# consonant, G a pictograph, I half a flag; L, V, T, A and B are Korean.
_EXTENDING = "[EYKZS]*+"
_CLUSTER = (
    "RN|[RNC]|"
    "P*+(?:"
    "L*(?:V+|AV*|B)T*|L+|T+|"
    "II|"
    "G(?:[EYK]*+ZG)*|"
    "Q(?:[YZ]*+K[YZK]*+Q)*|"
    f"[^RNC]){_EXTENDING}|"
    f"P++{_EXTENDING}"
)

# What may belong to the cluster of the kind before it: what is before both decides.
_JOINED = (
    "(?<![RNC])[EYKZS]|(?<=P)[^RNC]|(?<=R)N|(?<=L)[LVAB]|(?<=[VA])[VT]|(?<=[TB])T|"
    "(?<=Z)G|(?<=I)I|(?<=[YZK])Q"
)
_UP_TO_SURE_START = f".+(?=.)(?!{_JOINED})"

# Words. First what extends a character is put away (rule WB4), which leaves one letter for each
# character; a space that is extended ends a run of spaces, and becomes O.
_WORD_UNIT = "[RNW]|[^RNW][EZ]*+"
# A, B and H are letters, C digits, K katakana, X joins all of these, L, M, U and Q join some.
_ALPHANUMERIC = "[ABHC](?:[ABHC]|(?<=[ABH])[LUQ](?=[ABH])|(?<=C)[MUQ](?=C)|(?<=H)Q|(?<=H)D(?=H))*+"
_PART = f"(?:{_ALPHANUMERIC}|K++)"
_WORD = f"RN|S+|II|X*+{_PART}(?:X++{_PART})*X*+|X++|."


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compiled when the first character outside ASCII is met: that takes a millisecond."""
    return re.compile(expression)


class _Kinds(dict[int, str]):
    """The kind of a code point, found in a table when it is asked for first."""

    def __init__(self, table: str) -> None:
        super().__init__()
        runs = table.split()
        self._starts = [int(run[:-1], 16) for run in runs]
        self._kinds = [run[-1] for run in runs]

    def __missing__(self, code: int) -> str:
        kind = self._kinds[bisect_right(self._starts, code) - 1]
        self[code] = kind
        return kind


class _GraphemeKinds(_Kinds):
    def __missing__(self, code: int) -> str:
        # Of the Korean syllables, every 28th has no final consonant.
        if 0xAC00 <= code < 0xD7A4 and (code - 0xAC00) % 28 == 0:
            self[code] = "A"
            return "A"
        return super().__missing__(code)


@cache
def grapheme_kinds() -> Mapping[int, str]:
    """What str.translate turns code points into kinds with. The tables are imported only now."""
    from pith.text._unicode_tables import GRAPHEME_BREAK

    return _GraphemeKinds(GRAPHEME_BREAK)


@cache
def word_kinds() -> Mapping[int, str]:
    """What str.translate turns code points into the kinds of words with."""
    from pith.text._unicode_tables import WORD_BREAK

    return _Kinds(WORD_BREAK)


@cache
def width_kinds() -> Mapping[int, str]:
    """For each code point "W" if it takes two cells, else "O"."""
    from pith.text._unicode_tables import WIDTH

    return _Kinds(WIDTH)


def cluster_ends(kinds: str, start: int = 0) -> Iterator[int]:
    """Where clusters end in a string of grapheme kinds, from a place on where one begins."""
    return (found.end() for found in _compiled(_CLUSTER).finditer(kinds, start))


def last_sure_start(kinds: str) -> int:
    """The last place in a string of grapheme kinds where a cluster starts whatever stands before
    the string; 0 if there is none."""
    found = _compiled(_UP_TO_SURE_START).match(kinds)
    return 0 if found is None else found.end()


def graphemes(string: str) -> list[str]:
    """The grapheme clusters of a string, in order."""
    if string.isascii() and "\r\n" not in string:
        return list(string)
    kinds = string.translate(grapheme_kinds())
    return [string[found.start() : found.end()] for found in _compiled(_CLUSTER).finditer(kinds)]


def words(string: str) -> list[str]:
    """The string cut at every word boundary of the annex: words, and what is between them.

    This is the default segmentation of the standard; words as an editor moves by them
    (`word_left` and the like) also heed line breaks and the separators of the language.
    """
    at = [0, *word_boundaries(string)]
    return [string[start:end] for start, end in pairwise(at)]


def word_boundaries(string: str, known: Mapping[int, str] | None = None) -> list[int]:
    """The offsets in `string` where a word (or what is between words) ends, its end included.

    `known` gives kinds for some code points that are not those of the standard.
    """
    table = word_kinds()
    kinds = string.translate(table if known is None else _Overlaid(known, table))
    units = list(_compiled(_WORD_UNIT).finditer(kinds))
    reduced = "".join(_unit_kind(unit[0]) for unit in units)
    ends = [units[found.end() - 1].end() for found in _compiled(_WORD).finditer(reduced)]
    # A pictograph that is joined to something belongs to it, whatever that is.
    return [
        end for end in ends if not (kinds[end - 1] == "Z" and kinds[end : end + 1] in ("G", "B"))
    ]


class _Overlaid(dict[int, str]):
    """A few kinds of one's own over those of a table."""

    def __init__(self, known: Mapping[int, str], table: Mapping[int, str]) -> None:
        super().__init__(known)
        self._table = table

    def __missing__(self, code: int) -> str:
        return self._table[code]


def _unit_kind(unit: str) -> str:
    kind = unit[0]
    if kind in "EZ" or (kind == "S" and len(unit) > 1):
        return "O"
    return kind
