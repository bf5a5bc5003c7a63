"""Definitions that no word announces: `int add(int a, int b) {`, and what only looks like one."""

from __future__ import annotations

import re

from function_signatures._parameters import separated
from function_signatures._source import Source

NO_TYPE = re.compile(
    r"\b(?:return|else|new|throw|delete|case|goto|await|yield|in|is|as|and|or|not|co_return|co_await"
    r"|co_yield|do|typedef|using|import|package|assert|print|echo|if|while|for|switch|instanceof"
    r"|operator|default)\b"
)
MODIFIERS = re.compile(
    r"(?:@\w+(?:\([^()]*\))?\s+|(?:static|inline|extern|public|private|protected|internal|virtual"
    r"|final|override|abstract|async|explicit|constexpr|synchronized|export|friend|sealed|external|native)\b\s*|\"+\s*)*"
)
# Between the parentheses and a body.
QUALIFIED = re.compile(
    r"(?:const|volatile|noexcept|override|final|throws?|where|async|sync|mutable|try|requires"
    r"|__\w+|[A-Z_]+\b|&|->|:|\[\[|\*)"
)
# "a * b(…)" multiplies; "a *b(…)" and "a* b(…)" declare.
PRODUCT = re.compile(r"[\w)\]][ \t]+[*&]+[ \t]+\Z")
LABEL = re.compile(r"(?<!:):(?!:)")
DECLARED = re.compile(
    r"(?:[\w:.<>,\[\]?@]+[\s*&]+)+[*&]*\w+\s*(?:\[\w*\]\s*)*"  # const char *name[10]
    r"|(?:const\s+)?(?:void|bool|char|short|int|long|float|double|unsigned|signed|string|\w+_t)[\s*&]*"
    r"|[\w:<>]+\s*[*&]+|\.\.\.|(?:this|super)\.\w+"
)
TYPE_ALONE = re.compile(r"\w+(?:[ \t*]+\w+)*[ \t*]*")
FUNCTION_POINTER = re.compile(r"\(\s*[*&^]")


def is_definition(
    source: Source,
    start: int,
    before: re.Match[str],
    parameters: tuple[int, int],
    tail: re.Match[str] | None,
) -> bool:
    """Whether what looks like one is. The name is at `start`, `before` matched what stands in its
    row before it, and `tail` what is behind the closing parenthesis."""
    given = _parameters(source, *parameters)
    if tail is None or "sign" not in tail.re.groupindex:  # TypeScript's: `add(a: number): number;`
        return all(":" in each or each.startswith("...") for each in given)
    rest, sign = tail["rest"].strip(), tail["sign"]
    if rest and not QUALIFIED.match(rest):
        return False
    declared = all(DECLARED.fullmatch(each) or FUNCTION_POINTER.search(each) for each in given)
    if "type" not in before.re.groupindex:  # a constructor, or a call
        if sign != "{" and not rest.startswith(":"):
            return False
        return declared and (source.mask[start].isupper() or type_above(source, start) != "")
    kind = before["type"]
    if NO_TYPE.search(kind) or LABEL.search(kind):
        return False
    if sign != ";":
        return not rest.startswith(":") or declared
    if PRODUCT.search(before.group()):
        return False
    if kind.split()[-1] == "void":  # there are no variables of that kind
        return not any('"' in each for each in given)
    return declared


def type_above(source: Source, start: int) -> str:
    """What a function returns whose name begins a row, where that is in the row above; or ""."""
    row = source.row_start(start)
    if row != start or not row:
        return ""
    above = source.mask[max(source.row_start(row - 1), row - 200) : row - 1].rstrip()
    match = TYPE_ALONE.fullmatch(above)
    return without_modifiers(above) if match and not NO_TYPE.match(above) else ""


def without_modifiers(kind: str) -> str:
    return MODIFIERS.sub("", kind, count=1)


def _parameters(source: Source, start: int, end: int) -> list[str]:
    """As the mask has them, without defaults."""
    ends = separated(source.mask, start, end, ",", source.language.angles)
    parts = [
        source.mask[a:b] for a, b in zip([start, *(e + 1 for e in ends)], [*ends, end], strict=True)
    ]
    stripped = [part.split("=", 1)[0].strip()[:300] for part in parts]
    return [part for part in stripped if part] if len(stripped) == 1 else stripped
