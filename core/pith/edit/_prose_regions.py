"""What can be folded in texts with headings.

A row of Markdown or reStructuredText begins a region, and the first of these counts: what comments
mark; a comment of several rows; the section under a heading; what is between fences, a table, a
quotation or the rows below that are deeper, whichever is the largest. In code, brackets count as
well. In LaTeX and Ini files, sections and environments stand before what Regions knows of.
"""

from __future__ import annotations

from collections.abc import Iterator

from pith.edit._all_regions import AllRegions
from pith.edit._code_rows import FAR, CodeRows
from pith.edit._fold_blocks import Fold
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._options import LanguageRules
from pith.edit._prose_rows import Fence, ProseRows
from pith.edit._region_marks import RegionMarks
from pith.edit._regions import FARTHEST, NEAR, Regions
from pith.text import Text

_LOOKED_BACK = 100_000  # code points looked at above a row
_LOOKED_BACK_NEAR = 30_000  # likewise, to tell whether something begins with it
_FARTHEST = 200_000  # and below it
_NEAREST = 10_000  # likewise, to tell whether something begins with it


class _Marks(RegionMarks):
    """The marks in rows that are no code, as far as that is known."""

    prose: ProseRows | None = None

    def of(self, row: int, line: str) -> bool | None:
        found = super().of(row, line)
        if found is None or self.prose is None or self.prose.code_of(row) is None:
            return found
        return None


class _Prose(Regions):
    _marks: _Marks

    def _prose_near(self, row: int) -> ProseRows:
        """What there is around a row."""
        raise NotImplementedError

    def _run_around(self, row: int, line: str) -> Fold | None:
        """The run of line comments that a row is in, behind its first one."""
        is_comment = self._runs.is_line_comment
        first = row
        if is_comment(row, line):
            for above, other in self.rows.lines_above(row, FARTHEST):
                if not is_comment(above, other):
                    break
                first = above
        found = self.at(first) if first < row else None
        return found if found is not None and row <= found.last else None

    def _section_end(self, row: int) -> int | None:
        """Where a section ends that does not near its heading."""
        raise NotImplementedError

    def _last(self, row: int) -> int | None:
        line = self.rows.line(row)
        if not line.strip():
            return None
        prose = self._prose_near(row)
        if self._by_brackets:
            if row in prose.left_open:
                return self._section_end(row)
            found = prose.ends.get(row)
            if found is not None or self.rows.rules.headings == "diff":
                return found
            return super()._last(row)
        code = prose.code_of(row)
        if code is not None:
            return self._in_code(row, line, code)
        mark = self._marks.of(row, line)
        if mark is not None:
            return self._mark_end(row) if mark else None
        found = self._runs.comment_end(row, line, self._farthest)
        if found is not None:
            return found
        if row in prose.left_open:
            return self._section_end(row)
        deeper = None if self.rows.closes_first(line) else self._deeper_end(row, line)
        return _farthest(prose.ends.get(row), deeper)

    def _in_code(self, row: int, line: str, code: Fence) -> int | None:
        if row > code.last:
            return None
        end = self._bracket_end(row, self._unclosed(row, line)[0])
        if (end == FAR and code.closing < row + self._farthest) or (
            end is not None and end > code.last
        ):
            end = None  # what closes it is no code
        if self.rows.closes_first(line):
            return end
        deeper = self._deeper_end(row, line)
        return _farthest(end, None if deeper is None else min(deeper, code.last))


def _farthest(*ends: int | None) -> int | None:
    return FAR if FAR in ends else max((each for each in ends if each is not None), default=None)


class ProseRegions(_Prose):
    """The regions of one text with headings, as far as they are near."""

    def __init__(
        self, text: Text, rules: LanguageRules, tab_size: int, kinds: LineKinds = ALL_CODE
    ) -> None:
        super().__init__(text, rules, tab_size, kinds)
        self._marks = _Marks(self.rows)
        self.rows = _rows_of(self.rows, tab_size)
        self._near: ProseRows | None = None
        self._near_rows = range(0)
        """The rows about which `_near` knows what begins in them."""
        self._seen_far = False
        self._gave_up = False

    def take_gave_up(self) -> bool:
        gave_up, self._gave_up = self._gave_up, False
        return super().take_gave_up() or gave_up

    def enclosing(self, row: int) -> Fold | None:
        rows = self.rows
        line = rows.start_of(row)
        run = self._run_around(row, line)
        if run is not None:
            return run
        depth = self._depth_within(row, line)
        prose = self._prose_near(row)
        if self._by_brackets:
            heads = sorted({*prose.ends, *prose.left_open}, reverse=True)
            begun = map(self.at, (each for each in heads if each < row))
            section = next((each for each in begun if each and row <= each.last), None)
            if rows.rules.headings == "diff" or (section and section.first == row - 1):
                return section
            within = None if section is None else self._enclosing(row, row - section.first - 1)
            return within or section or super().enclosing(row)
        for above, line in rows.lines_above(row, row - prose.first_row):
            deep = rows.depth(above, line)
            asked = above in prose.ends or above in prose.left_open
            if deep is not None and (depth is None or deep < depth):
                asked, depth = True, self._depth_within(above, line)
            if (
                asked
                or line.lstrip().startswith("<!--")
                or self._marks.begins(above, line)
                or (prose.code_of(above) is not None and rows.unclosed(above, line).openings)
            ):
                found = self.at(above)
                if found is not None and row <= found.last:
                    return found
        self._gave_up = self._gave_up or prose.first_row > 0
        return None

    def _section_end(self, row: int) -> int | None:
        if self._farthest < FARTHEST:
            return FAR
        self._gave_up = True
        return None

    def _prose_near(self, row: int) -> ProseRows:
        near, far = self._near, self._farthest == FARTHEST
        if near is not None and row in self._near_rows and self._seen_far >= far:
            return near
        self._seen_far = far
        text = self._text
        start = text.line_start(row)
        last = min(row + (FARTHEST if far else 3 * NEAR), text.line_count) - 1
        stop = min(text.line_end(last), start + (_FARTHEST if far else _NEAREST))
        # No page of a huge file is read for what a row is within.
        above = _LOOKED_BACK if far else _LOOKED_BACK_NEAR
        begin = start if text.has_pages else max(start - above, 0)
        near = self._near = self._marks.prose = _prose_in(text, begin, stop, self.rows.rules)
        known = near.last_row + 1
        if known < text.line_count:
            known = max(row + 1, (row + known) // 2)
        self._near_rows = range(near.first_row, known)
        return near


def prose_regions_in(
    text: Text,
    first: int,
    last: int,
    rules: LanguageRules,
    tab_size: int,
    kinds: LineKinds = ALL_CODE,
) -> list[Fold]:
    """As regions_in(), for texts with headings."""
    found = _AllProse(text, first, last + 1, rules, tab_size, kinds).found
    return [each for each in found if each.last <= last]


class _AllProse(_Prose, AllRegions):
    """Knows of all rows what ProseRegions has to look for."""

    def _read(self, first: int, end: int) -> list[int]:
        """Learn where blocks and marks end, and brackets in code."""
        text, blocks = self._text, self._blocks
        self._marks = _Marks(self.rows)
        rows = self.rows = _rows_of(self.rows, self.rows.tab_size)
        begin = max(text.line_start(first) - _LOOKED_BACK, 0)
        prose = _prose_in(text, begin, text.line_end(end - 1), rows.rules, whole=True)
        self._prose = self._marks.prose = prose
        if self._by_brackets:
            headed = [each for each in prose.ends if first <= each < end]
            return sorted({*super()._read(first, end), *headed})
        marked: list[tuple[int, bool]] = []
        starts: set[int] = set()
        line_comment = False
        for row, line, code in self._with_code(first, end):
            depth = rows.depth_of(line)
            if depth is None:
                line_comment = False
                continue
            follows, line_comment = line_comment, self._runs.is_line_comment(row, line)
            if code is None and ((line_comment and not follows) or self._runs.may_start(row, line)):
                starts.add(row)
            if rows.kinds.goes_on(row):
                continue
            if (mark := self._marks.of(row, line)) is not None:
                marked.append((row, mark))
                if mark:
                    starts.add(row)
            if "#" in line and rows.is_directive(line):
                continue
            if rows.is_comment(line):
                blocks.reach(row, depth, True)
                continue
            blocks.end(depth + 1)
            if blocks.is_open_at(depth) and rows.closes_first(line):
                blocks.reach(row, depth, False)
            else:
                blocks.begin(row, depth)
        blocks.end(0, end < text.line_count)
        self._marks.know_all(marked)
        starts.update((row for row, _ in self._partner_of), blocks.ends, prose.ends)
        return sorted(each for each in starts if first <= each < end)

    def _with_code(self, first: int, end: int) -> Iterator[tuple[int, str, Fence | None]]:
        """Rows with text and the code that they are in, having learnt of its brackets."""
        rows, within = self.rows, None
        brackets: list[list[tuple[int, int]]] = []
        for row, line in rows.lines(first, end):
            code = self._prose.code_of(row)
            if code is not None:
                if code is not within:
                    within, brackets = code, [[] for _ in rows.pairs]
                unclosed = rows.unclosed(row, line)
                if unclosed.openings or unclosed.closings:
                    self._unclosed_in[row] = unclosed
                    self._pair_up(row, unclosed, brackets)
            yield row, line, code

    def _prose_near(self, row: int) -> ProseRows:
        return self._prose

    def _section_end(self, row: int) -> int | None:
        return None


def _prose_in(
    text: Text, begin: int, stop: int, rules: LanguageRules, *, whole: bool = False
) -> ProseRows:
    """What is in the rows from the one at an offset on. `whole`: nothing is left open."""
    row = text.row_at(begin)
    if begin > text.line_start(row) and row + 1 < text.line_count:
        row += 1
    content = text.slice(text.line_start(row), max(stop, text.line_start(row)))
    return ProseRows(content, row, rules.headings, ended=whole or stop >= len(text))


def _rows_of(rows: CodeRows, tab_size: int) -> CodeRows:
    """The same, where a comment may have deeper rows below it: directives are written so."""
    if rows.rules.headings != "restructuredtext":
        return rows
    return CodeRows(rows.text, rows.rules._replace(line_comment=None), tab_size, rows.kinds)
