"""Guides of pairs of brackets: which there are, found when keys rest and kept while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pith.text import cell_width

if TYPE_CHECKING:
    from pith.edit import BracketPair, ChangeSet, PairSearch
    from pith.qt._display import Display
    from pith.text import Text

_STEP = 0.003  # seconds of looking before keys and paints get their turn
_WIDEST = 400  # code points of a line that are looked at for how deep it is
_MOST = 200  # guides
_PENDING = 50
_SCOPE = "bracket.pair."


class PairGuide(NamedTuple):
    """The rows between two brackets, the closing one's included, and how far from the margin its
    line is, in cells. `scope` is that of the brackets, empty if they have no colour of their own;
    `active`: the caret is between them."""

    first: int
    last: int
    cells: int
    scope: str
    active: bool


class PairGuides:
    """Sets the guides of a canvas. What was found moves along with edits until it is looked for
    again, so that no line goes and comes back at each key."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._search: PairSearch | None = None
        self._around: PairSearch | None = None
        self._pairs: list[tuple[BracketPair, bool]] = []
        self._pending: list[ChangeSet] = []
        """Edits since they were found."""
        self._looked = range(0)

    @property
    def searching(self) -> bool:
        """Whether go_on() has something to do."""
        return self._around is not None or self._search is not None

    def find(self) -> bool:
        """Begin to look for the pairs of what is shown; True if others are to be painted."""
        display = self._display
        wanted = display.style.options.pair_guides
        self._search = self._around = None
        if wanted == "off":
            return self._show([])
        from pith.edit import PairSearch

        text, rules = display.viewport.text, display.rules
        is_other = display.tokens.in_string_or_comment
        head = display.state.selection.primary.head
        self._around = PairSearch(text, head, head, rules, is_other, innermost=True)
        if wanted == "all":
            rows = display.viewport.rows
            seen = len(rows)
            first, last = max(rows[0] - seen, 0), min(rows[-1] + seen, text.line_count - 1)
            self._looked = range(first, last + 1)
            start, end = text.line_start(first), text.line_end(last)
            self._search = PairSearch(text, start, end, rules, is_other)
        return self.go_on()

    def go_on(self) -> bool:
        """Look on; True if others are to be painted than before."""
        around, search = self._around, self._search
        if around is None or not around.go_on(_STEP):
            return False
        if search is not None and not search.go_on(_STEP):
            return False
        self._around = self._search = None
        active = around.found[:1]
        pairs = [(each, False) for each in (search.found if search is not None else [])]
        pairs = [each for each in pairs if each[0] not in active][:_MOST]
        return self._show([*pairs, *((each, True) for each in active)])

    def scrolled(self) -> bool:
        """Other rows are seen; True if pairs have to be looked for there."""
        rows = self._display.viewport.rows
        if self._display.style.options.pair_guides != "all":
            return False
        return rows[0] not in self._looked or rows[-1] not in self._looked

    def edited(self, changes: ChangeSet, before: Text, after: Text) -> None:
        """Take them along; for who has the viewport show the text after."""
        self._search = self._around = None
        if not self._pairs:
            return
        # Rows stay what they are until there are more or fewer: no key moves each bracket.
        self._pending.append(changes)
        if after.line_count != before.line_count or len(self._pending) > _PENDING:
            for number, (pair, active) in enumerate(self._pairs):
                opening, closing = pair
                for each in self._pending:
                    opening = each.map(opening, 1)
                    closing = None if closing is None else each.map(closing, 1)
                self._pairs[number] = pair._replace(opening=opening, closing=closing), active
            self._pending.clear()
            self._set()

    def forget(self) -> None:
        """Another text is shown."""
        self._search = self._around = None
        self._looked = range(0)
        self._show([])

    def _show(self, pairs: list[tuple[BracketPair, bool]]) -> bool:
        before = self._display.canvas.pair_guides
        self._pairs = pairs
        self._pending.clear()
        self._set()
        return before != self._display.canvas.pair_guides

    def _set(self) -> None:
        guides = tuple([self._guide(*each) for each in self._pairs])
        self._display.canvas.pair_guides = guides

    def _guide(self, pair: BracketPair, active: bool) -> PairGuide:
        display = self._display
        text = display.viewport.text
        row = text.row_at(pair.opening)
        last = text.line_count - 1 if pair.closing is None else text.row_at(pair.closing)
        cells = self._depth(row)
        if pair.closing is not None:
            cells = min(cells, self._depth(last))
        column = pair.opening - text.line_start(row)
        scopes = [
            scope
            for start, _, scope in (display.tokens(row) if display.tokens.counts_brackets else ())
            if start == column and isinstance(scope, str) and scope.startswith(_SCOPE)
        ]
        return PairGuide(row + 1, last, cells, scopes[0] if scopes else "", active)

    def _depth(self, row: int) -> int:
        """How deep a row is indented, in cells."""
        text = self._display.viewport.text
        start = text.line_start(row)
        line = text.slice(start, min(text.line_end(row), start + _WIDEST))
        white = line[: len(line) - len(line.lstrip(" \t"))]
        return cell_width(white, self._display.style.options.tab_size)
