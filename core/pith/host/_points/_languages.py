"""`languages`: which files are of which language, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, field

from pith.base import Disposable
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import Contribution, ContributionItem, Fault, Id

if TYPE_CHECKING:
    from pith.syntax import Languages

Strings = list[str]
Pairs = list[list[str]]


class LanguageContribution(ContributionItem, frozen=True):
    """A language."""

    id: Annotated[Id, Meta(description="Its name in settings, `when` and `onLanguage:`.")]
    name: Annotated[str, Meta(min_length=1, description="Its name for people.")]
    aliases: Annotated[Strings, Meta(description="Other names it goes by.")] = field(
        default_factory=list
    )
    extensions: Annotated[Strings, Meta(description="Ends of file names, with the dot.")] = field(
        default_factory=list
    )
    filenames: Annotated[Strings, Meta(description="Whole file names.")] = field(
        default_factory=list
    )
    patterns: Annotated[Strings, Meta(description="Glob patterns of file names.")] = field(
        default_factory=list
    )
    first_line: Annotated[
        str, Meta(description="A regular expression that the first line of a file matches.")
    ] = ""
    lexer: Annotated[str, Meta(description="The alias of a Pygments lexer.")] = ""
    line_comment: Annotated[str, Meta(description="What starts a comment to the line's end.")] = ""
    block_comment: Annotated[
        Strings, Meta(description="What starts and what ends a comment: two strings.")
    ] = field(default_factory=list)
    brackets: Annotated[
        Pairs, Meta(description="Pairs of brackets that match; empty = ( ), [ ] and { }.")
    ] = field(default_factory=list)
    auto_closing_pairs: Annotated[
        Pairs,
        Meta(
            description="Pairs of which typing the first inserts the second; empty = brackets and "
            "quotes."
        ),
    ] = field(default_factory=list)
    indent_after: Annotated[
        str, Meta(description="A regular expression of lines after which one is indented more.")
    ] = ""
    outdent_before: Annotated[
        str, Meta(description="A regular expression of lines that are indented less.")
    ] = ""
    word_characters: Annotated[
        str, Meta(description="Characters beside letters, digits and `_` that are of words.")
    ] = ""

    def faults(self) -> Iterator[Fault]:
        for ending in self.extensions:
            if not ending.startswith(".") or len(ending) < 2:
                yield Fault("extensions", f"`{ending}` is no end of a name", "start it with a dot")
        if len(self.block_comment) not in (0, 2):
            yield Fault("block_comment", "needs two strings: what starts and what ends a comment")
        for name in ("brackets", "auto_closing_pairs"):
            for pair in getattr(self, name):
                if len(pair) != 2 or not all(pair):
                    yield Fault(name, f"{pair!r} is no pair", 'write pairs such as ["(", ")"]')
        for name in ("first_line", "indent_after", "outdent_before"):
            yield from _expression_faults(name, getattr(self, name))


def _expression_faults(field_name: str, source: str) -> Iterator[Fault]:
    import re

    try:
        re.compile(source)
    except re.error as error:
        yield Fault(field_name, f"is no regular expression: {error}")


def _pair(strings: list[str]) -> tuple[str, str]:
    first, second = strings
    return first, second


class LanguagesHandler(RegisteringHandler[LanguageContribution]):
    """Declares languages."""

    def __init__(self, languages: Languages) -> None:
        super().__init__()
        self._languages = languages

    def register(self, contribution: Contribution[LanguageContribution]) -> Disposable:
        from pith.edit import LanguageRules
        from pith.syntax import Language

        item = contribution.item
        rules = LanguageRules(
            line_comment=item.line_comment or None,
            block_comment=_pair(item.block_comment) if item.block_comment else None,
            indent_after=item.indent_after or None,
            outdent_before=item.outdent_before or None,
            word_characters=item.word_characters,
        )
        if item.brackets:
            rules = rules._replace(brackets=tuple(map(_pair, item.brackets)))
        if item.auto_closing_pairs:
            rules = rules._replace(auto_closing_pairs=tuple(map(_pair, item.auto_closing_pairs)))
        language = Language(
            id=item.id,
            name=item.name,
            aliases=tuple(item.aliases),
            extensions=tuple(item.extensions),
            filenames=tuple(item.filenames),
            patterns=tuple(item.patterns),
            first_line=item.first_line,
            lexer=item.lexer,
            rules=rules,
        )
        return self._languages.declare([language], owner=contribution.extension_id)
