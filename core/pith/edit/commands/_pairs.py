"""What typing knows of brackets and quotes: closing them, typing over them, surrounding."""

from __future__ import annotations

from functools import lru_cache

from pith.edit._context import EditContext
from pith.edit._options import LanguageRules
from pith.text import Text, is_word_character

# Before anything else, a pair is not closed: what follows is meant to come inside. A bracket is
# closed before a quote as well, which may be the end of the string that it is in.
_CLOSE_BEFORE = frozenset(";:.,=}])> \t\r\n")
_CLOSE_BRACKET_BEFORE = _CLOSE_BEFORE | frozenset("\"'`")
_QUOTES = frozenset("\"'`")
_LONGEST_SURROUNDED = 32_000_000  # code points


class TypingRules:
    """A language's pairs, by the character that is typed."""

    __slots__ = ("brackets", "closers", "openers", "special", "surround")

    def __init__(self, rules: LanguageRules) -> None:
        self.openers: dict[str, list[tuple[str, str]]] = {}
        # The longest first: of `"""` and `"`, what was typed last ends both.
        for pair in sorted(rules.auto_closing_pairs, key=lambda pair: -len(pair[0])):
            self.openers.setdefault(pair[0][-1:], []).append(pair)
        self.closers = {close for _, close in rules.auto_closing_pairs if len(close) == 1}
        if rules.surrounding_pairs is None:
            # Nobody who has something selected wants a quote instead of it.
            self.surround = {quote: quote for quote in _QUOTES} | dict(rules.auto_closing_pairs)
        else:
            self.surround = dict(rules.surrounding_pairs)
        self.brackets = {close: opening for opening, close in rules.brackets}
        tags = (">", "/") if rules.tags else ()
        self.special = frozenset(
            [*self.openers, *self.closers, *self.surround, *self.brackets, *tags]
        )


@lru_cache(maxsize=32)
def typing_rules(rules: LanguageRules) -> TypingRules:
    """The rules in the form that typing needs; made once a language."""
    return TypingRules(rules)


def types_over(text: Text, offset: int, typed: str, context: EditContext) -> bool:
    """Whether `typed` is there already, as the end of a pair: the caret goes over it.

    A quote counts as an end only if one is open before the caret in its line.
    """
    rules = typing_rules(context.rules)
    if typed not in rules.closers or text.char_at(offset) != typed:
        return False
    return not _is_quote(typed, rules) or _open_quote(text, offset, typed)


def surrounds(text: Text, start: int, end: int, typed: str, context: EditContext) -> str:
    """What goes behind `start` to `end` where `typed` goes in front of it; "" where it replaces
    what is selected.

    White space is replaced, and a quote by a quote.
    """
    if not 0 < end - start <= _LONGEST_SURROUNDED:
        return ""
    with_what = context.options.auto_surround
    if with_what != "languageDefined" and with_what != (
        "quotes" if typed in _QUOTES else "brackets"
    ):
        return ""
    closing = typing_rules(context.rules).surround.get(typed, "")
    if typed in _QUOTES and end - start == 1 and text.char_at(start) in _QUOTES:
        return ""
    return closing if closing and text.slice(start, end).strip() else ""


def closing_for(text: Text, offset: int, end: int, typed: str, context: EditContext) -> str:
    """What is to be put after `typed`, which comes at `offset` before `end`; "" if nothing."""
    rules = typing_rules(context.rules)
    for opening, closing in rules.openers.get(typed, ()):
        before = opening[:-1]
        if before and text.slice(offset - len(before), offset) != before:
            continue
        is_quote = _is_quote(typed, rules)
        following = text.char_at(end)
        if following and following not in (_CLOSE_BEFORE if is_quote else _CLOSE_BRACKET_BEFORE):
            return ""
        if not is_quote:
            plain = bool(before) or context.rules.plain_strings
            within = plain and context.in_string_or_comment(offset - len(before))
            return "" if within else closing
        if _may_open_quote(text, offset, typed, before, context):
            return closing
        return ""
    return ""


def _may_open_quote(text: Text, offset: int, quote: str, before: str, context: EditContext) -> bool:
    """Whether a quote at the offset would start a string.

    Not after a word (don't; but html`x`), nor after a quote, nor inside a string or comment;
    `before` is the part of a longer opening (`f"`) that is there already.
    """
    start = offset - len(before)
    previous = text.slice(start - 1, start)
    if previous == quote:
        return False
    if quote != "`" and is_word_character(previous, context.options.word_separators):
        return False
    if before == quote * len(before) and before:
        return True  # The third of three: what is between the first two is no string.
    return not _open_quote(text, start, quote) and not context.in_string_or_comment(offset)


def empty_pair_around(text: Text, offset: int, context: EditContext) -> tuple[int, int] | None:
    """The span of an auto-closing pair with nothing in it but the caret."""
    closing = text.char_at(offset)
    if not context.options.auto_close or not closing:
        return None
    rules = typing_rules(context.rules)
    if closing not in rules.closers:
        return None
    opening = text.slice(offset - 1, offset)
    if (opening, closing) not in rules.openers.get(opening, ()):
        return None
    if opening == closing and _open_quote(text, offset - 1, opening):
        return None  # The end of one string and the start of the next.
    return offset - 1, offset + 1


def _is_quote(character: str, rules: TypingRules) -> bool:
    return any(
        len(opening) == 1 and opening == closing
        for opening, closing in rules.openers.get(character, ())
    )


def _open_quote(text: Text, offset: int, quote: str) -> bool:
    """Whether the line has an odd number of these quotes before the offset."""
    start = max(text.line_start(text.row_at(offset)), offset - 10_000)
    before = text.slice(start, offset)
    count = before.count(quote)
    if count and "\\" in before:
        count = before.replace("\\\\", "").replace("\\" + quote, "").count(quote)
    return count % 2 == 1
