"""Comments and directives that mark where a region begins and where it ends."""

from __future__ import annotations

import re
from functools import lru_cache

from pith.edit._options import LanguageRules

_ANY_COMMENT = r"#|//|--|;|%|/\*|<!--|REM "
# `#region` of C# and PowerShell, `#Region` and `#End Region` of Visual Basic, `#pragma region`.
_DIRECTIVE = r"(?i:#(?:\s*pragma\s+)?(end\s?)?region)\b"


def marker(line: str, rules: LanguageRules) -> bool | None:
    """Whether a line begins a region (True) or ends one (False); None if it does neither."""
    if "egion" not in line and "EGION" not in line:
        return None
    found = _pattern(rules.line_comment, rules.block_comment).match(line)
    return None if found is None else not (found[1] or found[2] or found[3])


@lru_cache(maxsize=64)
def _pattern(line_comment: str | None, block_comment: tuple[str, str] | None) -> re.Pattern[str]:
    comments = []
    if line_comment:
        comments.append(re.escape(line_comment.strip()))
        if line_comment == "REM ":
            comments.append("::")  # of Batch as well
    if block_comment:
        opening = re.escape(block_comment[0])
        comments.append(opening)
        if block_comment[0] == "/*":
            comments.append(r"\{\s*/\*")  # within JSX
    comment = "|".join(comments) or _ANY_COMMENT
    region = r"#?\s*(end)?region\b|\$(?i:(end)?region)\b"  # `{$REGION 'a'}` is Pascal's
    return re.compile(rf"\s*(?:(?i:{comment})\s*(?:{region})|{_DIRECTIVE})")
