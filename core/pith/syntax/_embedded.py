"""Which language a place is in, where a file has several: by its text alone.

A script or style in HTML, what is between fences in Markdown, the two sides of PHP, and what
elements hold in JSX. It is asked for by commands, not with every key.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pith.edit import LanguageRules
from pith.syntax._languages import Languages

if TYPE_CHECKING:
    from pith.edit import JsxScan
    from pith.text import Text

_LOOKED_BACK = 200_000  # code points
_WHOLE_PAGE = 400_000  # code points of a page that is gone through as a whole
_LANGUAGES = {"js": "javascript", "ts": "typescript", "module": "javascript"}
_LOOKED_BACK_IN_CODE = 100_000
_FENCE = r"(```+|~~~+)[ \t]*([^`\n\r]*)\r?$"
_BACKTICKS = _FENCE.replace("|~~~+", "")  # found much faster: they begin in one way only
_BEFORE_FENCE = re.compile(r"[ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*")
_TOP_LEVEL = re.compile(r"\n(?=[^\s)\]}])")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n")
_BEGINS_IN_HTML = r"<!--.*?(?:-->|\Z)|<(script|style)(?=[\s/>]|\Z)"
_PHP = r"|<\?.*?(?:\?>|\Z)"
_ENDS = {name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE) for name in ("script", "style")}
_END_OF_ONE = re.compile(r"</(?:script|style)(?=[\s/>]|\Z)", re.IGNORECASE)
_NAMED = re.compile(
    r"""\s(?:lang|type)\s*=\s*["']?(?:text/|application/)?([\w+.-]+)""", re.IGNORECASE
)
_CHILDREN_COMMENT = ("{/*", "*/}")


def rules_at(languages: Languages, identifier: str, text: Text, offset: int) -> LanguageRules:
    """The rules of the language that the place is in, in a text of the language `identifier`."""
    return RulesWithin(languages, identifier, text).at(offset)


class RulesWithin:
    """The rules of the languages that places of one text are in. Where many are asked for, in
    ascending order, the text is gone through once."""

    def __init__(self, languages: Languages, identifier: str, text: Text) -> None:
        self._languages = languages
        self._text = text
        language = languages.get(identifier)
        self._rules, self._lexer = language.rules, language.lexer
        self._children = self._rules._replace(line_comment=None, block_comment=_CHILDREN_COMMENT)
        self._page: list[_Script] | None = None
        self._scan: JsxScan | None = None
        self._from = self._last = 0
        """Where what is gone through begins, and the place that was last asked for."""

    def at(self, offset: int) -> LanguageRules:
        rules, text = self._rules, self._text
        if text.has_pages:  # no page is read for this
            return rules
        if rules.tags == "jsx":
            return self._children if self._in_children(offset) else rules
        if rules.tags == "html" and "php" not in self._lexer and len(text) <= _WHOLE_PAGE:
            name = self._in_script(offset)
        else:
            before = text.slice(max(offset - _LOOKED_BACK, 0), offset)
            name = _inner(before, self._lexer, rules, begun=offset <= _LOOKED_BACK)
        if not name:
            return rules
        known = _LANGUAGES.get(name, name)
        languages = self._languages
        language = languages.get(known) if known in languages else languages.find(known)
        return rules if language is None else language.rules

    def _in_script(self, offset: int) -> str:
        """The language of the script or style that the place is in, in a page that is gone
        through as a whole."""
        if self._page is None:
            self._page = list(_scripts(str(self._text)))
        at = bisect_right(self._page, offset, key=lambda script: script.start) - 1
        if at < 0:
            return ""
        script = self._page[at]
        return script.language if script.end is None or offset <= script.end else ""

    def _in_children(self, offset: int) -> bool:
        """Whether the place is among what an element holds in JSX."""
        from pith.edit import JsxScan

        near = self._last <= offset <= self._from + 2 * _LOOKED_BACK_IN_CODE
        if self._scan is None or not near:
            self._from = max(offset - _LOOKED_BACK_IN_CODE, 0)
            if self._from:
                # What came before a line that is not indented is at an end there.
                top = _TOP_LEVEL.search(self._text.slice(self._from, offset))
                self._from += top.end() if top is not None else 0
            end = self._from + 2 * _LOOKED_BACK_IN_CODE
            self._scan = JsxScan(self._text.slice(self._from, min(end, len(self._text))))
        self._last = offset
        self._scan.go_to(offset - self._from)
        return self._scan.stack[-1].mode == "children"


def _inner(before: str, lexer: str, rules: LanguageRules, *, begun: bool) -> str:
    """The name of the language that begins in `before` and goes on; "" for that of the file.
    `begun`: it is all that there is before the place."""
    if lexer == "php":
        opened, closed = before.rfind("<?"), before.rfind("?>")
        if opened > closed or (opened < 0 and not begun):
            return ""
        return _in_html(before, begun, php=True) or "html"
    if lexer == "html+php" and before.rfind("<?") > before.rfind("?>"):
        return "php"
    if lexer == "markdown":
        return _in_front_matter(before, begun) or _in_fences(before)
    if rules.tags != "html":
        return ""
    return _in_html(before, begun, php=lexer == "html+php")


def _in_html(before: str, begun: bool, php: bool = False) -> str:
    """The language of the script or style that is open."""
    at = 0
    if not begun:  # it may begin within one, which ends here then
        end = _END_OF_ONE.search(before)
        begin = re.compile(_BEGINS_IN_HTML, re.IGNORECASE | re.DOTALL).search(before)
        if end is not None and (begin is None or end.start() < begin.start()):
            at = end.end()
    for each in _scripts(before, at, php):
        if each.end is None:
            return each.language
    return ""


class _Script(NamedTuple):
    """What is within a script or style, from where its tag is at an end; `end` is None for one
    that nothing closes."""

    start: int
    end: int | None
    language: str


def _scripts(page: str, at: int = 0, php: bool = False) -> Iterator[_Script]:
    """The scripts and styles from `at` on. Nothing begins one in a comment, in a script (as part
    of a string), or among PHP."""
    begins = re.compile(_BEGINS_IN_HTML + (_PHP if php else ""), re.IGNORECASE | re.DOTALL)
    while (found := begins.search(page, at)) is not None:
        at, name = found.end(), (found[1] or "").lower()
        if not name:
            continue
        bracket = page.find(">", at)
        if bracket < 0:
            return  # in the tag itself
        end = _ENDS[name].search(page, bracket)
        language = _named_in(name, page[at:bracket])
        yield _Script(bracket + 1, None if end is None else end.start(), language)
        if end is None:
            return
        at = end.end()


def _named_in(element: str, attributes: str) -> str:
    """The language that a script or style says it is in."""
    named = _NAMED.search(attributes)
    name = named[1].lower() if named is not None else ""
    if element == "style":
        return name or "css"
    if name in ("", "module", "babel") or name.endswith(("javascript", "ecmascript")):
        return "javascript"
    return "json" if name.endswith(("json", "importmap")) else name


def _in_front_matter(before: str, begun: bool) -> str:
    start = _FRONT_MATTER.match(before) if begun else None
    return "yaml" if start is not None and "\n---" not in before[start.end() - 1 :] else ""


def _in_fences(before: str) -> str:
    fence = language = ""
    pattern = _FENCE if "~~~" in before else _BACKTICKS
    for found in re.finditer(pattern, before, re.MULTILINE):
        line_start = before.rfind("\n", 0, found.start()) + 1
        if _BEFORE_FENCE.fullmatch(before, line_start, found.start()) is None:
            continue
        signs, info = found[1], found[2].strip()
        if not fence:
            fence = signs
            named = re.match(r"\{?\.?([\w+#-]+)", info)
            language = named[1] if named is not None else ""
        elif signs.startswith(fence) and not info:
            fence = language = ""
    return language
