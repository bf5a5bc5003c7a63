"""Makes core/pith/text/_unicode_tables.py from the Unicode Character Database.

    python packaging/make_unicode_tables.py FOLDER

FOLDER holds one version of the database as the Unicode Consortium publishes it under
https://www.unicode.org/Public/VERSION/ucd/: GraphemeBreakProperty.txt and WordBreakProperty.txt
(in auxiliary/), emoji-data.txt (in emoji/), DerivedCoreProperties.txt and EastAsianWidth.txt. For a
newer version, put its GraphemeBreakTest.txt and WordBreakTest.txt in tests/unit/text/unicode/ too.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "core" / "pith" / "text" / "_unicode_tables.py"
CODE_POINTS = 0x110000
SYLLABLES = range(0xAC00, 0xD7A4)

GRAPHEME_KINDS = {
    "CR": "R",
    "LF": "N",
    "Control": "C",
    "Extend": "E",
    "ZWJ": "Z",
    "Regional_Indicator": "I",
    "Prepend": "P",
    "SpacingMark": "S",
    "L": "L",
    "V": "V",
    "T": "T",
    "LV": "A",
    "LVT": "B",
}
WORD_KINDS = {
    "CR": "R",
    "LF": "N",
    "Newline": "W",
    "Extend": "E",
    "Format": "E",
    "ZWJ": "Z",
    "Regional_Indicator": "I",
    "Katakana": "K",
    "Hebrew_Letter": "H",
    "ALetter": "A",
    "Single_Quote": "Q",
    "Double_Quote": "D",
    "MidLetter": "L",
    "MidNum": "M",
    "MidNumLet": "U",
    "Numeric": "C",
    "ExtendNumLet": "X",
    "WSegSpace": "S",
}
# Blocks of ideographs are wide, whether a place in them is assigned or not.
WIDE_BLOCKS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2FFFD),
    (0x30000, 0x3FFFD),
)

Entry = tuple[range, list[str]]


class DatabaseError(Exception):
    """The folder does not hold what was expected."""


def entries(path: Path) -> Iterator[Entry]:
    """The ranges of a file of the database, each with its fields."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) > 1:
            first, _, last = fields[0].partition("..")
            yield range(int(first, 16), int(last or first, 16) + 1), fields[1:]


def find(folder: Path, name: str) -> Path:
    found = sorted(folder.rglob(name))
    if not found:
        raise DatabaseError(f"there is no {name} in {folder}")
    return found[0]


def version_of(path: Path) -> str:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    match = re.fullmatch(r"# \w+-(\d+\.\d+\.\d+)\.txt", first)
    if match is None:
        raise DatabaseError(f"{path} does not begin with its name and version")
    return match[1]


def pictographs(folder: Path) -> set[int]:
    return {
        code
        for codes, fields in entries(find(folder, "emoji-data.txt"))
        if fields[0] == "Extended_Pictographic"
        for code in codes
    }


def grapheme_kinds(folder: Path) -> list[str]:
    """Grapheme_Cluster_Break, with Extended_Pictographic and Indic_Conjunct_Break where rules
    ask for those: G is a pictograph, Q a consonant, K a linker, Y another extending character
    that is one in conjuncts."""
    kinds = ["O"] * CODE_POINTS
    for codes, (value,) in entries(find(folder, "GraphemeBreakProperty.txt")):
        for code in codes:
            kinds[code] = GRAPHEME_KINDS[value]
    for code in pictographs(folder):
        if kinds[code] != "O":
            raise DatabaseError(f"U+{code:04X} is a pictograph and {kinds[code]}")
        kinds[code] = "G"
    conjunct = {"Consonant": ("O", "Q"), "Linker": ("E", "K"), "Extend": ("E", "Y")}
    for codes, fields in entries(find(folder, "DerivedCoreProperties.txt")):
        if fields[0] == "InCB":
            before, after = conjunct[fields[1]]
            for code in codes:
                if kinds[code] == "Z":
                    continue
                if kinds[code] != before:
                    raise DatabaseError(f"U+{code:04X} is {fields[1]} and {kinds[code]}")
                kinds[code] = after
    # Every 28th syllable has no final consonant: that need not be in the table.
    for code in SYLLABLES:
        if kinds[code] != ("B" if (code - SYLLABLES.start) % 28 else "A"):
            raise DatabaseError(f"U+{code:04X} is no syllable of the expected kind")
        kinds[code] = "B"
    return kinds


def word_kinds(folder: Path) -> list[str]:
    """Word_Break, with Extended_Pictographic: B is a letter that is a pictograph, G another."""
    kinds = ["O"] * CODE_POINTS
    for codes, (value,) in entries(find(folder, "WordBreakProperty.txt")):
        for code in codes:
            kinds[code] = WORD_KINDS[value]
    for code in pictographs(folder):
        kinds[code] = {"O": "G", "A": "B"}[kinds[code]]
    return kinds


def width_kinds(folder: Path) -> list[str]:
    """Whether a character takes two cells."""
    kinds = ["O"] * CODE_POINTS
    for first, last in WIDE_BLOCKS:
        kinds[first : last + 1] = "W" * (last + 1 - first)
    for codes, (value,) in entries(find(folder, "EastAsianWidth.txt")):
        for code in codes:
            kinds[code] = "W" if value in ("W", "F") else "O"
    return kinds


def table(kinds: list[str]) -> str:
    """Where each run of one kind starts, in hexadecimal, with the letter of the kind."""
    runs = [
        f"{code:x}{kind}" for code, kind in enumerate(kinds) if not code or kinds[code - 1] != kind
    ]
    lines, line = [], ""
    for run in runs:
        if len(line) + len(run) >= 96:
            lines.append(line)
            line = ""
        line += f"{run} "
    return "\n".join(f"{each.rstrip()}" for each in (*lines, line))


def module(folder: Path) -> str:
    version = version_of(find(folder, "WordBreakProperty.txt"))
    return f'''"""Properties of characters that segmentation; made by make_unicode_tables.py.

Each table is a text: where a run of characters of one kind starts, and the letter of the kind
(make_unicode_tables.py says which is which). Derived from data files of the Unicode Consortium,
whose licence is in resources/unicode/.
"""

from __future__ import annotations

UNICODE_VERSION = "{version}"
"""The version of the Unicode standard that graphemes, words and widths are those of."""

GRAPHEME_BREAK = """
{table(grapheme_kinds(folder))}
"""

WORD_BREAK = """
{table(word_kinds(folder))}
"""

WIDTH = """
{table(width_kinds(folder))}
"""
'''


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a version of the Unicode Character Database")
    try:
        content = module(parser.parse_args().folder)
    except (OSError, DatabaseError) as error:
        print(f"make_unicode_tables: {error}", file=sys.stderr)
        return 1
    TARGET.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
