"""Which language a place is in, where a file has several: by its text alone.

A script or style in HTML, what is between fences in Markdown, the two sides of PHP, and what
elements hold in JSX. It is asked for by commands, not with every key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pith.edit import LanguageRules
from pith.syntax._languages import Languages

if TYPE_CHECKING:
    from pith.text import Text

_LOOKED_BACK = 200_000  # code points
_LANGUAGES = {"js": "javascript", "ts": "typescript", "module": "javascript"}
_LOOKED_BACK_IN_CODE = 100_000
_FENCE = r"(`{3,}|~{3,})[ \t]*([^`\n\r]*)\r?$"
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
    rules = languages.get(identifier).rules
    if text.has_pages:  # no page is read for this
        return rules
    before = text.slice(max(offset - _LOOKED_BACK, 0), offset)
    if rules.tags == "jsx":
        from pith.edit import jsx_stack

        if len(before) > _LOOKED_BACK_IN_CODE:
            # What came before a line that is not indented is at an end there.
            top = _TOP_LEVEL.search(before, len(before) - _LOOKED_BACK_IN_CODE)
            before = before[top.end() if top is not None else -_LOOKED_BACK_IN_CODE :]
        if jsx_stack(before)[-1].mode == "children":
            return rules._replace(line_comment=None, block_comment=_CHILDREN_COMMENT)
        return rules
    name = _inner(before, languages.get(identifier).lexer, rules, begun=offset <= _LOOKED_BACK)
    if not name:
        return rules
    known = _LANGUAGES.get(name, name)
    language = languages.get(known) if known in languages else languages.find(known)
    return rules if language is None else language.rules


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
    """The language of the script or style that is open. Nothing begins one in a comment, in a
    script (as part of a string), or among PHP."""
    begins = re.compile(_BEGINS_IN_HTML + (_PHP if php else ""), re.IGNORECASE | re.DOTALL)
    at = 0
    if not begun:  # it may begin within one, which ends here then
        end = _END_OF_ONE.search(before)
        begin = begins.search(before)
        if end is not None and (begin is None or end.start() < begin.start()):
            at = end.end()
    while (found := begins.search(before, at)) is not None:
        at, name = found.end(), (found[1] or "").lower()
        if not name:
            continue
        bracket = before.find(">", at)
        if bracket < 0:
            return ""  # in the tag itself
        end = _ENDS[name].search(before, bracket)
        if end is None:
            return _named_in(name, before[at:bracket])
        at = end.end()
    return ""


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
    for found in re.finditer(_FENCE, before, re.MULTILINE):
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
