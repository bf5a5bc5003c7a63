"""Indentation in a language that is within another: a script of a page, a fence of Markdown."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit._context import Clipboard, EditContext, LineLayout
from pith.edit._line_kinds import LineKinds
from pith.edit._options import EditOptions, LanguageRules

_MOST_CARETS = 20  # for each of which the text before it is looked at


class _Within:
    """A context with the rules of another language."""

    def __init__(self, context: EditContext, rules: LanguageRules) -> None:
        self._context = context
        self.rules = rules
        self.in_string_or_comment = context.in_string_or_comment
        self.rules_at = context.rules_at

    @property
    def options(self) -> EditOptions:
        return self._context.options

    @property
    def clipboard(self) -> Clipboard:
        return self._context.clipboard

    @property
    def layout(self) -> LineLayout:
        return self._context.layout

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        return self._context.line_kinds(to_keep=to_keep)


def holds_others(rules: LanguageRules) -> bool:
    """Whether texts of that language hold parts in others."""
    return rules.tags == "html" or rules.headings == "markdown"


def scopes(context: EditContext, carets: int) -> Callable[[int], EditContext]:
    """What gives the context of each place: with the rules of the language it is in."""
    if carets > _MOST_CARETS or not holds_others(context.rules):
        return lambda _: context
    known: dict[LanguageRules, EditContext] = {context.rules: context}

    def at(offset: int) -> EditContext:
        rules = context.rules_at(offset)
        found = known.get(rules)
        if found is None:
            found = known[rules] = _Within(context, rules)
        return found

    return at
