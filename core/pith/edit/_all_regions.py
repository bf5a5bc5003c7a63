"""Every region in some rows of a text, found in one pass over them."""

from __future__ import annotations

from pith.edit._code_rows import NOTHING_UNCLOSED, Bracket, Unclosed
from pith.edit._fold_blocks import Fold
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._open_blocks import OpenBlocks
from pith.edit._options import LanguageRules
from pith.edit._regions import Regions
from pith.text import Text


def code_regions_in(
    text: Text,
    first: int,
    last: int,
    rules: LanguageRules,
    tab_size: int,
    kinds: LineKinds = ALL_CODE,
) -> list[Fold]:
    """Every region that starts from row `first` on and ends by row `last`, by its first row. For
    a worker, if these are many."""
    found = AllRegions(text, first, last + 1, rules, tab_size, kinds).found
    return [each for each in found if each.last <= last]


class AllRegions(Regions):
    """Knows of all rows what the others have to look for."""

    def __init__(
        self,
        text: Text,
        first: int,
        end: int,
        rules: LanguageRules,
        tab_size: int,
        kinds: LineKinds,
    ) -> None:
        super().__init__(text, rules, tab_size, kinds)
        self._partner_of: dict[tuple[int, int], tuple[int, int]] = {}
        self._unclosed_in: dict[int, Unclosed] = {}
        self._blocks = OpenBlocks()
        found = map(self.at, self._read(first, end))
        self.found = [each for each in found if each is not None]

    def _read(self, first: int, end: int) -> list[int]:
        """Learn where brackets, blocks and marks end; the rows in which a region may begin."""
        rows, blocks = self.rows, self._blocks
        brackets: list[list[tuple[int, int]]] = [[] for _ in rows.pairs]  # those that are open
        marked: list[tuple[int, bool]] = []
        begin: set[int] = set()
        off_side = rows.rules.off_side
        above = first  # the last row with text
        in_string = in_directive = False
        line_comment = False
        for row, line in rows.lines(first, end):
            depth = rows.depth_of(line)
            if depth is None:
                line_comment = in_directive = False
                continue
            unclosed = rows.unclosed(row, line)
            if unclosed is not NOTHING_UNCLOSED:
                self._unclosed_in[row] = unclosed
                self._pair_up(row, unclosed, brackets)
            comment = rows.is_comment(line)
            follows, line_comment = line_comment, comment and rows.is_line_comment(row, line)
            if (line_comment and not follows) or self._runs.may_start(row, line):
                begin.add(row)
            was_in_string, in_string = in_string, rows.kinds.goes_on(row)
            if in_string:
                if not was_in_string:
                    begin.add(above)
                above = row
                continue
            above = row
            if "egion" in line or "EGION" in line:
                mark = self._marks.of(row, line)
                if mark is not None:
                    marked.append((row, mark))
                    if mark:
                        begin.add(row)
            if in_directive:
                in_directive = rows.goes_on_below(line)
                continue
            if "#" in line and rows.is_directive(line):
                in_directive = rows.goes_on_below(line)
                continue
            if comment:
                blocks.reach(row, depth, True)
                continue
            blocks.end(depth + 1)
            if off_side and blocks.is_open_at(depth) and rows.closes_first(line):
                blocks.reach(row, depth, False)
            else:
                blocks.begin(row, depth)
        blocks.end(0, end < self._text.line_count)
        self._marks.know_all(marked)
        begin.update([row for row, _ in self._partner_of], blocks.ends)
        return sorted(begin)

    def _pair_up(self, row: int, unclosed: Unclosed, brackets: list[list[tuple[int, int]]]) -> None:
        """Learn which of the brackets that are open a row closes. `brackets` has their rows and
        columns, by kind, and gets those that the row opens."""
        for column, pair in unclosed.closings:
            if brackets[pair]:
                self._partner_of[brackets[pair].pop()] = row, column
        for column, pair in unclosed.openings:
            brackets[pair].append((row, column))

    def _unclosed(self, row: int, line: str) -> Unclosed:
        return self._unclosed_in.get(row, NOTHING_UNCLOSED)

    def _partner(self, row: int, opening: Bracket) -> tuple[int, int] | None:
        return self._partner_of.get((row, opening.column))

    def _deeper_end(self, row: int, line: str) -> int | None:
        found = self._blocks.ends.get(row)
        if self._by_brackets and line.rstrip().endswith(";"):
            return None
        return None if found is None else self._filled(*found)
