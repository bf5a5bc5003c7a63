"""What can be folded in HTML and XML.

A row begins a region, and the first of these counts: what comments mark; a comment; the first of
its elements that ends in another row; a tag of several rows; and, where no tag begins the row, the
rows below that are deeper, as templates are written so. A script folds by the rules of its own
language.
"""

from __future__ import annotations

import re

from pith.edit._all_regions import AllRegions, code_regions_in
from pith.edit._code_rows import FAR
from pith.edit._fold_blocks import Fold
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._markup import text_before
from pith.edit._markup_rows import MarkupRows, Script
from pith.edit._options import LanguageRules, RulesAt
from pith.edit._regions import FARTHEST, NEAR, Regions
from pith.text import Text

_AT_ONCE = 20_000  # code points of a text that is gone through as a whole
_FARTHEST = 30_000  # code points looked at for the end of an element, in a longer one
_NEAREST = 8_000  # likewise, to tell whether there is one
_ROWS_NEAR = 3 * NEAR
_LOOKED_BACK = 100_000  # and for what a row is within
_TAG_FIRST = re.compile(r"\s*</?[A-Za-z_]").match


class MarkupRegions(Regions):
    """The regions of one text in HTML or XML. A text that is not long is gone through as a whole,
    of a longer one what is near. `rules_at` gives the rules of the language that a place is in."""

    def __init__(
        self,
        text: Text,
        rules: LanguageRules,
        tab_size: int,
        kinds: LineKinds = ALL_CODE,
        rules_at: RulesAt | None = None,
    ) -> None:
        super().__init__(text, rules, tab_size, kinds)
        self._about = rules, tab_size, kinds, rules_at
        self._all: dict[int, Fold] | None = None
        self._near: MarkupRows | None = None
        self._near_rows = range(0)
        """The rows about which `_near` knows what begins in them."""
        self._seen_far = False
        self._in_scripts: dict[str, Regions] = {}
        """What finds regions in scripts, by the tags that begin those."""
        self._gave_up = False

    def take_gave_up(self) -> bool:
        gave_up, self._gave_up = self._gave_up, False
        return super().take_gave_up() or gave_up

    def at(self, row: int) -> Fold | None:
        known = self._known()
        return super().at(row) if known is None else known.get(row)

    def enclosing(self, row: int) -> Fold | None:
        known = self._known()
        if known is None:
            self._gave_up = True
            return None
        return max((each for each in known.values() if each.first < row <= each.last), default=None)

    def is_marked(self, row: int) -> bool:
        within = self._within(row)
        return super().is_marked(row) if within is None else within.is_marked(row)

    def is_comment(self, row: int) -> bool:
        within = self._within(row)
        return super().is_comment(row) if within is None else within.is_comment(row)

    def is_imports(self, row: int) -> bool:
        within = self._within(row)
        return super().is_imports(row) if within is None else within.is_imports(row)

    def _known(self) -> dict[int, Fold] | None:
        """The regions of the whole text, by their first rows, if it is not too long."""
        text = self._text
        if self._all is None and len(text) <= _AT_ONCE:
            found = markup_regions_in(text, 0, text.line_count - 1, *self._about)
            self._all = {each.first: each for each in found}
        return self._all

    def _within(self, row: int) -> Regions | None:
        """What finds regions by the rules of the script or style that a row is in."""
        if _TAG_FIRST(self.rows.start_of(row)):
            return None  # so say most, and nothing has to be looked for
        script = self._rows_near(row).script_of(row)
        return None if script is None else self._regions_in(script)

    def _regions_in(self, script: Script) -> Regions:
        """What finds regions by the rules of a script, with all of the text."""
        within = self._in_scripts.get(script.tag)
        if within is None:
            _, tab_size, kinds, rules_at = self._about
            rules = rules_of(script, self._text, rules_at)
            within = Regions(self._text, rules, tab_size, kinds)
            self._in_scripts[script.tag] = within
        return within

    def _last(self, row: int) -> int | None:
        near = self._rows_near(row)
        script = near.script_of(row)
        if script is not None:
            return self._in_script(row, script)
        line = self.rows.line(row)
        if not line.strip():
            return None
        if row not in near.inside:
            mark = self._marks.of(row, line)
            if mark is not None:
                return self._mark_end(row) if mark else None
            found = near.comments.get(row)
            if found is not None:
                return found
        found = near.ends.get(row)
        if found is None and row in near.left_open and near.last_row < self._text.line_count - 1:
            if self._farthest < FARTHEST:
                return FAR
            self._gave_up = True
        if found is None and row not in near.inside and not _TAG_FIRST(line):
            found = self._deeper_end(row, line)
        return found

    def _rows_near(self, row: int) -> MarkupRows:
        """What there is around a row. It is kept for the rows below."""
        near, far = self._near, self._farthest == FARTHEST
        if near is not None and row in self._near_rows and self._seen_far >= far:
            return near
        self._seen_far = far
        text, html = self._text, self.rows.rules.tags == "html"
        start = text.line_start(row)
        last = min(row + (FARTHEST if far else _ROWS_NEAR), text.line_count) - 1
        stop = min(text.line_end(last), start + (_FARTHEST if far else _NEAREST))
        # No page of a huge file is read for what a row is within.
        before = "" if text.has_pages else text.slice(max(start - _LOOKED_BACK, 0), start)
        synced = text_before(before, html)
        first = text.row_at(start - len(before) + synced)
        content = before[synced:] + text.slice(start, stop)
        near = self._near = MarkupRows(content, first, self.rows.rules.tags, within=first > 0)
        # In the last of them, things begin whose ends were not looked for as far as usual.
        known = near.last_row + 1
        if known < text.line_count:
            known = max(row + 1, (row + known) // 2)
        self._near_rows = range(row, known)
        return near

    def _in_script(self, row: int, script: Script) -> int | None:
        within = self._regions_in(script)
        if self._farthest < FARTHEST:
            if not within.starts(row):
                return None
            if script.last is None or script.last > row + NEAR:
                return FAR
        found = within.at(row)
        self._gave_up = self._gave_up or within.take_gave_up()
        if found is None or script.last is None or found.last <= script.last:
            return None if found is None else found.last
        # What closes it is not in the script: so it counts for nothing there.
        _, tab_size, kinds, _ = self._about
        folds = regions_in_script(self._text, script, within.rows.rules, tab_size, kinds)
        return next((each.last for each in folds if each.first == row), None)


def rules_of(script: Script, text: Text, rules_at: RulesAt | None) -> LanguageRules:
    """The rules of the language that a script is in. Where that is not known, brackets count in it
    and how deep its rows are."""
    rules = rules_at(text.line_start(script.first)) if rules_at is not None else LanguageRules()
    return LanguageRules() if rules.tags else rules


def regions_in_script(
    text: Text, script: Script, rules: LanguageRules, tab_size: int, kinds: LineKinds
) -> list[Fold]:
    """Every region in a script, by the rules of its language."""
    last = text.line_count - 1 if script.last is None else script.last
    # What is open in it may be closed in the row of its end tag.
    end = min(last + 1, text.line_count - 1)
    found = code_regions_in(text, script.first, end, rules, tab_size, kinds)
    return [each for each in found if each.last <= last]


def markup_regions_in(
    text: Text,
    first: int,
    last: int,
    rules: LanguageRules,
    tab_size: int,
    kinds: LineKinds = ALL_CODE,
    rules_at: RulesAt | None = None,
) -> list[Fold]:
    """As code_regions_in(), for markup."""
    found = _AllMarkup(text, first, last + 1, rules, tab_size, kinds, rules_at).found
    return [each for each in found if each.last <= last]


class _AllMarkup(AllRegions):
    """Knows of all rows what MarkupRegions has to look for."""

    def __init__(
        self,
        text: Text,
        first: int,
        end: int,
        rules: LanguageRules,
        tab_size: int,
        kinds: LineKinds,
        rules_at: RulesAt | None,
    ) -> None:
        start = 0
        if first and len(text) > _AT_ONCE:
            begin = text.line_start(first)
            before = text.slice(max(begin - _LOOKED_BACK, 0), begin)
            start = begin - len(before) + text_before(before, rules.tags == "html")
        stop = text.line_end(text.line_count - 1 if not start else end - 1)
        row = text.row_at(start)
        self._markup = MarkupRows(text.slice(start, stop), row, rules.tags, within=row > 0)
        self._in_scripts: dict[int, int | None] = {}
        """Rows in scripts, and where the regions end that they begin."""
        self._tagged: set[int] = set()
        """Rows that a tag begins."""
        self._marked: dict[int, bool] = {}
        known: dict[str, LanguageRules] = {}
        for script in self._markup.scripts:
            script_last = text.line_count - 1 if script.last is None else script.last
            if script_last < script.first:
                continue
            inner = known.get(script.tag)
            if inner is None:
                inner = known[script.tag] = rules_of(script, text, rules_at)
            self._in_scripts.update(dict.fromkeys(range(script.first, script_last + 1)))
            self._in_scripts.update(regions_in_script(text, script, inner, tab_size, kinds))
        super().__init__(text, first, end, rules, tab_size, kinds)

    def _read(self, first: int, end: int) -> list[int]:
        """Learn where blocks and marks end; brackets count for nothing between tags."""
        rows, blocks, markup = self.rows, self._blocks, self._markup
        goes_on = rows.kinds.goes_on
        marked: list[tuple[int, bool]] = []
        for row, line in rows.lines(first, end):
            depth = rows.depth_of(line)
            if depth is None or goes_on(row):
                continue
            if "egion" in line or "EGION" in line:
                mark = self._marks.of(row, line)
                if mark is not None:
                    marked.append((row, mark))
            if _TAG_FIRST(line):
                self._tagged.add(row)
            if "#" in line and rows.is_directive(line):
                continue
            if rows.is_comment(line):
                blocks.reach(row, depth, True)
                continue
            blocks.end(depth + 1)
            blocks.begin(row, depth)
        blocks.end(0, end < self._text.line_count)
        self._marks.know_all(marked)
        self._marked = dict(marked)
        begin = {row for row, begins in marked if begins}
        begin.update(blocks.ends, markup.ends, markup.comments, self._in_scripts)
        return sorted(each for each in begin if first <= each < end)

    def _last(self, row: int) -> int | None:
        if row in self._in_scripts:
            return self._in_scripts[row]
        markup = self._markup
        inside = row in markup.inside
        if not inside:
            mark = self._marked.get(row)
            if mark is not None:
                return self._mark_end(row) if mark else None
            if row in markup.comments:
                return markup.comments[row]
        found = markup.ends.get(row)
        if found is None and not inside and row not in self._tagged:
            found = self._deeper_end(row, "")
        return found
