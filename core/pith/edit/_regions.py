"""What can be folded, found near where it is asked for.

A row begins a region, and the first of these that it begins counts: what comments mark; a comment
of several rows; imports; a directive of several rows; what brackets hold, where blocks are written
with them; a string of several rows; and the rows below that are deeper. Where depth says what
block a row is in (LanguageRules.off_side), the largest of the last three counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from pith.edit._code_rows import ANGLES, FAR, Bracket, CodeRows, Unclosed
from pith.edit._fold_blocks import Fold
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._options import LanguageRules
from pith.edit._partners import Partners
from pith.edit._region_marks import RegionMarks
from pith.edit._region_runs import RegionRuns
from pith.text import Text

FARTHEST = 200_000  # rows looked at for the end of a region
_FARTHEST_ABOVE = 20_000  # and for its start
_LONGEST_RUN = 2_000  # rows of imports and the like that are looked for around one
NEAR = 40  # rows looked at to tell whether there is a region


class Regions:
    """The regions of one text, in the language with those rules."""

    def __init__(
        self,
        text: Text,
        rules: LanguageRules,
        tab_size: int,
        kinds: LineKinds = ALL_CODE,
    ) -> None:
        self._text = text
        self.rows = CodeRows(text, rules, tab_size, kinds)
        self._marks = RegionMarks(self.rows)
        self._runs = RegionRuns(self.rows)
        self._partners = Partners(self.rows)
        self._farthest = FARTHEST
        self._by_brackets = not rules.off_side and ANGLES not in rules.brackets
        pairs = self.rows.pairs
        self._round = pairs.index(("(", ")")) if ("(", ")") in pairs else -1
        self._curly = pairs.index(("{", "}")) if ("{", "}") in pairs else -1

    def take_gave_up(self) -> bool:
        """Whether anything since this was asked last may be wrong for a bracket whose partner is
        too far away to be looked for here. regions_in() knows."""
        gave_up, self._partners.gave_up = self._partners.gave_up, False
        return gave_up

    def at(self, row: int) -> Fold | None:
        """The region that starts with a row, None if none does (or it ends too far away)."""
        last = self._last(row)
        return Fold(row, last) if last is not None and last > row else None

    def starts(self, row: int) -> bool:
        """Whether a row can be folded; looks at a few rows only."""
        self._farthest = NEAR
        try:
            last = self._last(row)
        finally:
            self._farthest = FARTHEST
            self.take_gave_up()  # it was not meant to look far
        return last is not None and (last == FAR or last > row)

    def is_marked(self, row: int) -> bool:
        """Whether a row begins a region that is marked as one in a comment."""
        return self._marks.begins(row, self.rows.start_of(row))

    def is_comment(self, row: int) -> bool:
        """Whether a row begins a comment of several rows."""
        return self._runs.comment_end(row, self.rows.start_of(row)) is not None

    def is_imports(self, row: int) -> bool:
        """Whether a row begins imports: the first of several, or one of several rows."""
        return self._runs.begins_imports(row, self.rows.start_of(row))

    def around(self, row: int) -> Fold | None:
        """The innermost region that a row is in, its first row included."""
        found = self.at(row)
        return found if found is not None else self.enclosing(row)

    def enclosing(self, row: int) -> Fold | None:
        """The innermost region that starts above a row and holds it."""
        return self._enclosing(row, _FARTHEST_ABOVE)

    def _enclosing(self, row: int, most: int) -> Fold | None:
        """The same, if it starts in one of so many rows."""
        rows = self.rows
        line = rows.start_of(row)
        depth = self._depth_within(row, line)
        run = rows.is_line_comment(row, line)
        waiting = [0] * len(rows.pairs)  # brackets that close below, by pair
        heads: set[int] = set()  # of those, round ones in front of a block around the row
        markers = 0
        for above, line in rows.lines_above(row, most):
            mark = self._marks.of(above, line)
            if mark is not None:
                markers += -1 if mark else 1
                if markers < 0:
                    markers = 0
                    found = self.at(above)
                    if found is not None and row <= found.last:
                        return found
                continue
            deep = rows.depth(above, line)
            run = run and rows.is_line_comment(above, line)
            may_start = above >= row - _LONGEST_RUN and self._runs.may_start(above, line)
            asked = run or may_start or rows.kinds.goes_on(above + 1)
            openings, closings = unclosed = rows.unclosed(above, line)
            self._partners.add_above(above, unclosed)
            for bracket in openings:
                if waiting[bracket.pair]:
                    waiting[bracket.pair] -= 1
                    if bracket.pair == self._round and waiting[bracket.pair] in heads:
                        heads.remove(waiting[bracket.pair])
                        asked = True
                elif not asked:
                    # What nothing closes holds nothing, and there may be one in every row.
                    asked = self._partner(above, bracket) is not None
            if self._goes_on_from_above(openings, closings):
                heads.add(waiting[self._round])
            for bracket in closings:
                waiting[bracket.pair] += 1
            if (
                deep is not None
                and (depth is None or deep < depth)
                and not rows.goes_on_with_directive(above)
            ):
                asked = True
                if not rows.is_comment(line):
                    depth = self._depth_within(above, line)
            if asked:
                found = self.at(above)
                if found is not None and row <= found.last:
                    return found
        return None

    def _depth_within(self, row: int, line: str) -> int | None:
        """What the head of what a row lies in is less deep than; None if the row says nothing."""
        rows = self.rows
        depth = rows.depth(row, line)
        if depth is None or rows.is_comment(line) or rows.goes_on_with_directive(row):
            return None
        return depth + 1 if rows.rules.off_side and rows.closes_first(line) else depth

    # Where the region of a row ends: the last row, None if it begins none, or FAR

    def _last(self, row: int) -> int | None:
        rows = self.rows
        line = rows.line(row)
        if not line.strip():
            return None
        mark = self._marks.of(row, line)
        if mark is not None:
            return self._mark_end(row) if mark else None
        found = self._runs.comment_end(row, line, self._farthest)
        if found is None:
            found = self._runs.imports_end(row, line, self._farthest)
        if found is None:
            found = self._runs.directive_end(row, line, self._farthest)
        if found is not None:
            return found
        openings, closings = self._unclosed(row, line)
        if self._goes_on_from_above(openings, closings):
            return None
        found = self._bracket_end(row, openings)
        if self._by_brackets:
            if found is not None:
                return found
            found = self._runs.string_end(row, self._farthest)
            return found if found is not None else self._deeper_end(row, line)
        ends = [found, self._runs.string_end(row, self._farthest)]
        if not (rows.rules.off_side and rows.closes_first(line)):
            ends.append(self._deeper_end(row, line))
        return FAR if FAR in ends else max((each for each in ends if each), default=None)

    def _unclosed(self, row: int, line: str) -> Unclosed:
        return self.rows.unclosed(row, line)

    def _mark_end(self, row: int) -> int | None:
        return self._marks.end(row, self._farthest)

    def _goes_on_from_above(self, openings: list[Bracket], closings: list[Bracket]) -> bool:
        """Whether a row ends the head of a block that began above, as in `) {`: the block is that
        of the row where the head begins."""
        return (
            self._by_brackets
            and bool(openings)
            and openings[0].pair == self._curly
            and bool(closings)
            and closings[-1].pair == self._round
            and closings[-1].column < openings[0].column
        )

    def _bracket_end(self, row: int, openings: list[Bracket]) -> int | None:
        """The end of what the first of a row's brackets holds that closes in another row."""
        for opening in openings:
            last = self._end_of_pair(row, opening)
            if last is not None and (last == FAR or last > row):
                return last
        return None

    def _end_of_pair(self, row: int, opening: Bracket) -> int | None:
        rows = self.rows
        first, following = row, opening
        while True:
            closing = self._partner(first, following)
            if closing is None:
                return None
            at, column = closing
            if at == FAR:
                return FAR
            line = rows.line(at)
            rest = line[column + len(rows.pairs[following.pair][1]) :]
            if following.pair == self._round and self._by_brackets and rest.strip():
                # `if (a and` goes on behind `b) {`.
                block = next(
                    (each for each in self._unclosed(at, line)[0] if each.column > column), None
                )
                if block is not None and block.pair == self._curly and at > first:
                    first, following = at, block
                    continue
            break
        if rows.closes_first(line) or rest.strip().strip(")]};,.>"):
            return at - 1  # what closes it is left in sight, and what comes behind it
        return at

    def _partner(self, row: int, opening: Bracket) -> tuple[int, int] | None:
        """Row and column of the bracket that closes one; the row is FAR if that is far away."""
        end = row + self._farthest
        found = self._partners.of(row, opening, end)
        if found is None and self._farthest < FARTHEST and end < self._text.line_count:
            return FAR, 0
        return found

    def _deeper_end(self, row: int, line: str) -> int | None:
        """The last of the rows below that are deeper."""
        rows = self.rows
        depth = rows.depth(row, line)
        if depth is None or rows.is_comment(line):
            return None
        if self._by_brackets and line.rstrip().endswith(";"):
            return None
        if rows.goes_on_with_directive(row):
            return None
        last = row
        ended = in_directive = False
        for below, following in rows.lines(row + 1, row + 1 + self._farthest):
            if in_directive:
                in_directive = rows.goes_on_below(following)
                continue
            head = following[: depth + 1]
            deeper = len(head) > depth and not head.strip(" \t")
            if deeper and last > row and "#" not in following:
                if not following.isspace():
                    last = below  # whatever it is, there is nothing to ask
                continue
            deep = rows.depth_of(following)
            if deep is None:
                continue
            if rows.is_directive(following):
                in_directive = rows.goes_on_below(following)
                continue
            if rows.kinds.goes_on(below):
                continue
            if deep <= depth and not self._says_nothing(following, deep == depth):
                ended = True
                break
            if deep > depth and (last > row or not rows.is_comment(following)):
                last = below
                if self._farthest < FARTHEST:
                    return FAR
        else:
            if row + self._farthest < self._text.line_count - 1:
                return FAR
        return self._filled(last, ended) if last > row else None

    def _says_nothing(self, line: str, same_depth: bool) -> bool:
        """Whether a line may stand in a block though it is not deeper than its head."""
        rows = self.rows
        if rows.is_comment(line):
            return True
        return rows.rules.off_side and same_depth and rows.closes_first(line)

    def _filled(self, last: int, ended: bool) -> int:
        """The last row with what belongs to it: the rest of a string and, where depth alone does
        not say what is a block, blank rows before what ends it."""
        rows = self.rows
        count = self._text.line_count
        while last + 1 < count and rows.kinds.goes_on(last + 1):
            last += 1
        if ended and not rows.rules.off_side:
            while last + 1 < count and rows.is_blank(last + 1):
                last += 1
        return last


def nesting(regions: list[Fold]) -> Iterator[tuple[Fold, int]]:
    """Each region, sorted by where it starts, with how many it lies in, counted from 1."""
    around: list[Fold] = []
    for region in sorted(regions, key=lambda each: (each.first, -each.last)):
        while around and around[-1].last < region.first:
            around.pop()
        around.append(region)
        yield region, len(around)
