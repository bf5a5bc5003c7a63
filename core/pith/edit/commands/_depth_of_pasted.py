"""How deep the rules of a language want what is pasted above a row, where that is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain

from pith.edit._code_rows import CodeRows
from pith.edit._context import EditContext
from pith.edit._many_brackets import ManyBrackets
from pith.edit._options import LanguageRules
from pith.edit.commands._common import indentation, line_indentation
from pith.edit.commands._insertion import depth_after, indents_next, opens_block
from pith.edit.commands._labels import is_label, label_indentation
from pith.text import Text, cell_width

_ROWS = 1000  # gone through for one place until nothing is said of it
_ROWS_IN_ALL = 20_000  # for all places of one command

_Matches = Callable[[str], re.Match[str] | None]

_LABEL = re.compile(r"\s*(?:case\b.*|[A-Za-z_][\w ]*):\s*(?:(?://|/\*).*)?$").match
# What begins with these goes on with what is above; what ends with those goes on below.
_GOES_ON = re.compile(r"\s*(?:[)\]}.?:,=<>|&^%+*/-])").match
_CHAINED = re.compile(r"\s*(?:&?\.\w|\|>|&&|\|\|)").match
_UNFINISHED = re.compile(r"(?:(?<!\+)\+|(?<!-)-|[*/%&|^=<>?:,.\\]|=>)\s*$").search
_CONTINUED = re.compile(r"\\\s*$").search
_IN_COMMENT = re.compile(r"\s*\*(?:[\s/]|$)").match  # as rows of a comment are written


class Depths:
    """Says how deep pasted lines should be at places of one text, which are offsets of the starts
    of rows, ascending. In doubt it says nothing: they are then as the person copied them."""

    def __init__(self, text: Text, context: EditContext, places: Iterable[int]) -> None:
        rules, size = context.rules, context.options.tab_size
        self._text = text
        self._context = context
        self._brackets = ManyBrackets(text, rules, context.in_string_or_comment, places)
        self._rows = CodeRows(text, rules, size, context.line_kinds())
        self._left = _ROWS_IN_ALL
        self._first_in: dict[tuple[int, bool], tuple[int, int] | None] = {}

    def wanted(self, row: int, first: str, behind: int | None) -> int | None:
        """How many cells deep the line `first` should be above row `row`; None if nothing is
        certain. `behind` is the row that will follow what is pasted, if it is known."""
        rules = self._context.rules
        if rules.off_side or rules.indent_after is None:
            return None
        at = self._text.line_start(row)
        code = first.lstrip(" \t")
        for _, closing in rules.brackets:
            if code.startswith(closing):
                opening = self._brackets.opening_before(at, closing)
                return None if opening is None else self._indentation_at(opening)
        if self._rows.is_directive(first) or _IN_COMMENT(first):
            return None
        if not _has_braces(rules) or (rules.tags and self._is_among_tags(row, code)):
            return self._by_row_above(row, first)
        found = [self._brackets.opening_before(at, closing) for _, closing in rules.brackets]
        opening = max((each for each in found if each is not None), default=None)
        if opening is None and not _knows_blocks(rules):
            return None
        return self._by_braces(row, first, behind, opening)

    def _indentation_at(self, offset: int) -> int:
        text = self._text
        white = line_indentation(text, text.row_at(offset))
        return cell_width(white, self._context.options.tab_size)

    def _is_code(self, row: int, line: str) -> bool:
        """Whether a line says how deep code is: it is no comment, no directive, not blank."""
        rows = self._rows
        return not (
            rows.depth(row, line) is None
            or rows.is_comment(line)
            or _IN_COMMENT(line)
            or rows.goes_on_with_directive(row)
        )

    def _code_above(self, row: int) -> tuple[int, str] | None:
        for above, line in self._rows.lines_above(row, _ROWS):
            self._left -= 1
            if self._is_code(above, line):
                return above, line
            if self._left < 0:
                return None
        return None

    # Blocks between braces

    def _by_braces(
        self, row: int, first: str, behind: int | None, opening: int | None
    ) -> int | None:
        context, rows = self._context, self._rows
        label = is_label(first, context) or _LABEL(first) is not None
        # In style sheets and data no line goes on with the one above, whatever it begins with.
        may_go_on = not context.rules.plain_strings or context.rules.indent_next is not None
        goes_on = may_go_on and _GOES_ON(first) is not None
        if behind is not None:
            line = rows.start_of(behind)
            if (
                self._is_code(behind, line)
                and not rows.closes_first(line)
                and goes_on == (may_go_on and _GOES_ON(line) is not None)
                and label == (is_label(line, context) or _LABEL(line) is not None)
            ):
                return rows.depth(behind, line)
        if is_label(first, context):
            return self._of_label(row, opening)
        if goes_on or (_words(context.rules) and self._outdents(first)):
            return None
        above = self._code_above(row)
        if above is None:
            return None if opening is None or label else self._first_of(row, opening, label)
        over, line = above
        if opening is None or opening < self._text.line_start(over):
            if indents_next(line, context) or opens_block(line, context):
                return depth_after(self._text, over, first.lstrip(" \t")[:1], context)
            if is_label(line, context):
                return None  # What the label has may be all in its row.
        if opening is not None:
            depth = self._first_of(row, opening, label)
        else:
            start = None if label else self._statement(row, _GOES_ON, _UNFINISHED)
            depth = None if start is None else rows.depth(*start)
        if (
            _words(context.rules)
            and depth != rows.depth(over, line)
            and not rows.closes_first(line)
        ):
            return None  # It may be in a block between words.
        return depth

    def _outdents(self, first: str) -> bool:
        pattern = self._context.rules.outdent_before
        return bool(pattern and re.search(pattern, first))

    def _of_label(self, row: int, opening: int | None) -> int | None:
        """Where the labels of the block are that a bracket opens."""
        if opening is None:
            return None
        size = self._context.options.tab_size
        deep = self._indentation_at(opening) + 100 * size  # above it is no label too deep
        white = indentation(deep, self._context.options)
        label = label_indentation(self._text, row, white, self._context, self._brackets)
        return None if label is None else cell_width(label, size)

    def _first_of(self, row: int, opening: int, label: bool) -> int | None:
        """How deep the first row of code is of what a bracket opens, or the first label there;
        where there is none above row `row`, a level deeper than the bracket's row."""
        key = opening, label
        if key not in self._first_in:
            self._first_in[key] = self._first_row_in(opening, label)
        found = self._first_in[key]
        if found is not None and found[0] < row:
            return found[1]
        text = self._text
        bracket_row = text.row_at(opening)
        rest = self._rows.line(bracket_row)[opening - text.line_start(bracket_row) + 1 :].strip()
        if label or self._left < 0 or (rest and not self._rows.is_comment(rest)):
            return None
        if self._code_between(bracket_row, row, label):
            return None
        return self._indentation_at(opening) + self._context.options.tab_size

    def _code_between(self, first: int, row: int, label: bool) -> bool:
        """Whether there is code that is no label between two rows."""
        above = self._code_above(row)
        if above is None or above[0] <= first:
            return False
        return _LABEL(above[1]) is None

    def _first_row_in(self, opening: int, label: bool) -> tuple[int, int] | None:
        rows, text = self._rows, self._text
        bracket_row = text.row_at(opening)
        column = opening - text.line_start(bracket_row)
        inner = sum(
            each.column > column
            for each in rows.unclosed(bracket_row, rows.line(bracket_row)).openings
        )
        first = bracket_row + 1
        near, far = rows.lines(first, first + 8), rows.lines(first + 8, first + _ROWS)
        for row, line in chain(near, far):
            self._left -= 1
            unclosed = rows.unclosed(row, line)
            if not inner:
                if len(unclosed.closings) and rows.closes_first(line):
                    return None
                if self._is_code(row, line):
                    is_one = is_label(line, self._context) or _LABEL(line) is not None
                    if is_one == label:
                        depth = rows.depth(row, line)
                        return None if depth is None else (row, depth)
            inner = max(0, inner - len(unclosed.closings)) + len(unclosed.openings)
            if self._left < 0:
                return None
        return None

    def _statement(
        self, row: int, goes_on: _Matches, unfinished: _Matches
    ) -> tuple[int, str] | None:
        """The nearest row above that begins a statement, at a place that no brackets enclose which
        are closed above row `row`."""
        rows = self._rows
        pending = 0  # closing brackets whose opening ones are further up
        found: tuple[int, str] | None = None
        above = row
        for above, line in rows.lines_above(row, _ROWS):
            self._left -= 1
            if self._left < 0:
                return None
            if found is not None:
                if not line.strip():
                    return found
                if not self._is_code(above, line):
                    continue
                if not (unfinished(line) or indents_next(line, self._context)):
                    return found
                found = None
            unclosed = rows.unclosed(above, line)
            pending = max(0, pending - len(unclosed.openings)) + len(unclosed.closings)
            if not (pending or goes_on(line) or _LABEL(line)) and self._is_code(above, line):
                found = above, line
        return None if above else found

    # Blocks between words or tags

    def _is_among_tags(self, row: int, code: str) -> bool:
        """Whether what is pasted goes next to an element, or is one."""
        if self._context.rules.tags != "jsx" or code.startswith("<"):
            return True
        above = self._code_above(row)
        line = above[1].strip() if above else ""
        return line.startswith("<") or (line.endswith(">") and not line.endswith("=>"))

    def _by_row_above(self, row: int, first: str) -> int | None:
        context, rules = self._context, self._context.rules
        size = context.options.tab_size
        above = self._code_above(row)
        if above is None:
            return None
        over, line = above
        if line.rstrip().endswith("\\") or _CHAINED(first):
            return None
        if rules.tags:
            if line.count("<") != line.count(">"):
                return None  # A tag that goes on over rows.
            start = above
        else:
            begun = self._statement(row, _CHAINED, _CONTINUED)
            if begun is None:
                return None
            start = begun
        if start[0] == over:
            depth = depth_after(self._text, over, first.lstrip(" \t")[:1], context)
        else:
            begins = self._rows.depth(*start)
            if begins is None:
                return None
            depth = begins + size * opens_block(line, context)
        if self._outdents(first):
            depth = max(0, depth - size)
        return depth


@lru_cache(maxsize=32)
def _words(rules: LanguageRules) -> bool:
    """Whether words end blocks."""
    return any(map(str.isalpha, re.sub(r"\\.", "", rules.outdent_before or "")))


def _has_braces(rules: LanguageRules) -> bool:
    """Whether blocks are between braces, in the first place."""
    if ("{", "}") not in rules.brackets or rules.tags not in ("", "jsx"):
        return False
    return rules.indent_next is not None or not _words(rules)


def _knows_blocks(rules: LanguageRules) -> bool:
    """Whether the rules say where every block ends. Those that only know brackets are also given
    to languages of which nobody has said more; there, lines within no bracket may be deep."""
    return bool(rules.tags or rules.indent_next) or _words(rules)
