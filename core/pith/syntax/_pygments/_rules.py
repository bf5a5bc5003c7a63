"""A RegexLexer's token definitions as tables: for each state and next character, the rules to try.

Nothing is compiled before a rule could match for the first time. Pygments compiles all rules of
all states when a lexer is made, which for Python takes longer than colouring the first screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from pygments.lexer import this
from pygments.token import _TokenType
from pygments.util import Future as PygmentsFuture

from pith.syntax._pygments._first import EVERYTHING, NON_ASCII, NOTHING, first_characters
from pith.syntax._pygments._matching import Matcher, matcher

Token = Any  # Pygments' token types have no types themselves
Parts = tuple[tuple[int, Token], ...]


class Callback:
    """An action that is a function of Pygments' or a lexer's own: `function(lexer, match)`.

    `foreign` if it may load and run another lexer, which can take long.
    """

    __slots__ = ("foreign", "function")

    def __init__(self, function: Callable[..., Any], foreign: bool) -> None:
        self.function = function
        self.foreign = foreign


# What a rule does: match, token of all it matched, or tokens of its groups, or a callback; then the
# move to another state. Plain tuples, because the loop that reads them is the hottest there is.
Rule = tuple[Matcher, Token | None, Parts | None, Callback | None, Any]


class Definition:
    """One rule as the lexer wrote it, compiled on demand."""

    __slots__ = ("_bits", "_rule", "action", "flags", "move", "pattern")

    def __init__(self, pattern: str, flags: int, action: Any, move: Any) -> None:
        self.pattern = pattern
        self.flags = flags
        self.action = action
        self.move = move
        self._bits = -1
        self._rule: Rule | None = None

    @property
    def bits(self) -> int:
        """Where it can match: see first_characters."""
        if self._bits < 0:
            self._bits = _first_characters(self.pattern, self.flags)
        return self._bits

    @property
    def rule(self) -> Rule:
        if self._rule is None:
            self._rule = (matcher(self.pattern, self.flags), *_split(self.action), self.move)
        return self._rule

    def as_pygments(self) -> tuple[Matcher, Any, Any]:
        """The rule as Pygments' own loop wants it."""
        return matcher(self.pattern, self.flags), self.action, self.move


class RuleTable(dict[str, tuple[Rule, ...]]):
    """The rules of one state by the next character ("" at the end of the text), in order."""

    __slots__ = ("_definitions", "_elsewhere")

    def __init__(self, definitions: list[Definition]) -> None:
        super().__init__()
        self._definitions = definitions
        self._elsewhere: tuple[Rule, ...] | None = None

    def __missing__(self, character: str) -> tuple[Rule, ...]:
        if character >= "\x80":
            if self._elsewhere is None:
                self._elsewhere = self._with(NON_ASCII)
            rules = self._elsewhere
        else:
            rules = self._with(1 << ord(character) if character else NOTHING)
        self[character] = rules
        return rules

    def _with(self, bit: int) -> tuple[Rule, ...]:
        return tuple(each.rule for each in self._definitions if each.bits & bit)

    def warm(self) -> Iterator[None]:
        """Make ready for every character people type, a little at a time."""
        for code in range(9, 127):
            character = chr(code)
            if character not in self:
                self[character]
                yield


def collecting(lexer_class: Any) -> Any:
    """A subclass of a RegexLexer's class whose tables keep patterns as (pattern, flags)."""

    def collect(pattern: Any, rule_flags: int, _state: str) -> Any:
        return plain_pattern(pattern), int(rule_flags)

    return type(lexer_class)(
        lexer_class.__name__,
        (lexer_class,),
        {"_process_regex": staticmethod(collect), "_all_tokens": {}, "_tmpname": 0},
    )


def plain_pattern(pattern: Any) -> str:
    """The regular expression of a rule, which may be written as `words(…)`."""
    if isinstance(pattern, PygmentsFuture):
        pattern = pattern.get()  # type: ignore[func-returns-value]
    return str(pattern)


def definitions_of(lexer_class: Any) -> dict[str, list[Definition]]:
    """Every state of a RegexLexer's class, with `include`, `inherit` and `combined` worked out."""
    # Pygments' own methods do the work.
    collector = collecting(lexer_class)
    if getattr(lexer_class, "token_variants", False):
        states = collector()._tokens  # which of the variants, an instance decides
    else:
        states = collector.process_tokendef("", collector.get_tokendefs())
    flags = int(lexer_class.flags)
    made: dict[int, Definition] = {}

    def definition(rule: Any) -> Definition:
        # An included rule is one object in all states that include it, and is compiled once.
        known = made.get(id(rule))
        if known is None:
            match, action, move = rule
            # `default(…)` arrives compiled; it has no pattern.
            pattern, rule_flags = match if isinstance(match, tuple) else ("", flags)
            known = made[id(rule)] = Definition(pattern, rule_flags, action, move)
        return known

    return {name: [definition(rule) for rule in rules] for name, rules in states.items()}


class PygmentsTables(dict[str, list[Any]]):
    """Stands in for a lexer's `_tokens`; states are compiled when they are first entered."""

    __slots__ = ("_definitions",)

    def __init__(self, definitions: dict[str, list[Definition]]) -> None:
        super().__init__()
        self._definitions = definitions

    def __missing__(self, state: str) -> list[Any]:
        rules = [each.as_pygments() for each in self._definitions[state]]
        self[state] = rules
        return rules


_firsts: dict[tuple[str, int], int] = {}


def _first_characters(pattern: str, flags: int) -> int:
    if not pattern:
        return EVERYTHING
    key = (pattern, flags)
    bits = _firsts.get(key)
    if bits is None:
        bits = _firsts[key] = first_characters(pattern, flags)
    return bits


def _split(action: Any) -> tuple[Token | None, Parts | None, Callback | None]:
    if action is None or type(action) is _TokenType:
        return action, None, None
    actions = _cell(action, "bygroups.<locals>.callback", "args")
    if actions is None or not all(each is None or type(each) is _TokenType for each in actions):
        return None, None, Callback(action, is_foreign(action))
    return None, tuple((i, token) for i, token in enumerate(actions, 1) if token is not None), None


def is_foreign(action: Any) -> bool:
    """Whether an action may run another lexer than its own."""
    actions = _cell(action, "bygroups.<locals>.callback", "args")
    if actions is not None:
        return any(is_foreign(each) for each in actions)
    if action is None or type(action) is _TokenType:
        return False
    if getattr(action, "__qualname__", "") == "using.<locals>.callback":
        return _cell(action, "using.<locals>.callback", "_other") not in (None, this)
    return getattr(action, "__qualname__", "") not in HARMLESS_CALLBACKS


def _cell(function: Any, name: str, variable: str) -> Any:
    """The value of a closure's variable, if `function` is the closure named; else None."""
    if getattr(function, "__qualname__", "") != name:
        return None
    variables = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
    return variables[variable].cell_contents if variable in variables else None


def callbacks_of(definitions: dict[str, list[Definition]]) -> set[str]:
    """The qualified names of the lexer's own callbacks: all but `bygroups` and `using`."""
    names: set[str] = set()

    def walk(action: Any) -> None:
        actions = _cell(action, "bygroups.<locals>.callback", "args")
        if actions is not None:
            for each in actions:
                walk(each)
        elif action is not None and type(action) is not _TokenType:
            name = getattr(action, "__qualname__", "?")
            if name != "using.<locals>.callback":
                names.add(name)

    for state in definitions.values():
        for each in state:
            walk(each.action)
    return names


# Callbacks of lexers that depend on nothing but the match, or on the context that is copied, and
# that run no other lexer. All read in Pygments 2.21.
HARMLESS_CALLBACKS: Final = frozenset(
    {
        "BibTeXLexer.close_brace_callback",
        "BibTeXLexer.open_brace_callback",
        "CrystalLexer.heredoc_callback",
        "Dasm16Lexer.guess_identifier",
        "RebolLexer.word_callback",
        "RedLexer.word_callback",
        "RubyLexer.gen_rubystrings_rules.<locals>.intp_regex_callback",
        "RubyLexer.gen_rubystrings_rules.<locals>.intp_string_callback",
        "RubyLexer.heredoc_callback",
        "SMLLexer.end_id_callback",
        "SMLLexer.id_callback",
        "SMLLexer.long_id_callback",
        "SchemeLexer.decimal_cb",
        "TerraformLexer.heredoc_callback",
        "YamlLexer.parse_block_scalar_empty_line.<locals>.callback",
        "YamlLexer.parse_block_scalar_indent.<locals>.callback",
        "YamlLexer.parse_plain_scalar_indent.<locals>.callback",
        "YamlLexer.reset_indent.<locals>.callback",
        "YamlLexer.save_indent.<locals>.callback",
        "YamlLexer.set_block_scalar_indent.<locals>.callback",
        "YamlLexer.set_indent.<locals>.callback",
        "YamlLexer.something.<locals>.callback",
        "_indentation",
        "_starts_block.<locals>.callback",
    }
)

# The same, but they may run another lexer.
FOREIGN_CALLBACKS: Final = frozenset(
    {
        "ArturoLexer.handle_annotated_strings",
        "MarkdownLexer._handle_codeblock",
        "RstLexer._handle_sourcecode",
        "TiddlyWiki5Lexer._handle_codeblock",
        "TiddlyWiki5Lexer._handle_cssblock",
        "WikitextLexer.handle_score",
        "WikitextLexer.handle_syntaxhighlight",
    }
)
