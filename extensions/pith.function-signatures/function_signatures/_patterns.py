"""What patterns of languages are made of."""

from __future__ import annotations

import re
from typing import Any

from function_signatures._language import Form

# Strings and comments. Each of these matches whatever follows, closed or not, so that no search for
# an end is made twice; and each begins with a plain character, which is what makes them fast.
DOUBLE = r'"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"?'
SINGLE = r"'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'?"
THREE_DOUBLE = r'"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*(?:"""|\\?\Z)'
THREE_SINGLE = r"'''[^'\\]*(?:(?:\\[\s\S]|'(?!''))[^'\\]*)*(?:'''|\\?\Z)"
LETTER = r"'(?:\\[^\n']{1,10}|\\'|[^\\'\n])'"  # and no lifetime: `&'a str`
BACKTICK = r"`[^`\\]*(?:\\[\s\S][^`\\]*)*(?:`|\\?\Z)"
RAW_BACKTICK = r"`[^`]*(?:`|\Z)"
SLASHES = r"//[^\n]*"
STARS = r"/\*(?s:.*?)(?:\*/|\Z)"
HASH = r"#[^\n]*"
DASHES = r"--[^\n]*"
C_COMMENTS = (SLASHES, STARS)

# Type parameters, with others in them.
ANGLES = r"(?:<[^<>()\n]*(?:<[^<>()\n]*(?:<[^<>()\n]*>[^<>()\n]*)*>[^<>()\n]*)*>)?"
SQUARES = r"(?:\[[^\[\]()\n]*(?:\[[^\[\]()\n]*\][^\[\]()\n]*)*\])?"

# What is returned.
COLON_TYPE = (
    r"[ \t]*:[ \t]*(?P<type>\{[^{}\n]*\}(?:\[\])*|(?:[^{}\n;=]|(?<=[<|&(,] )\{[^{}\n]*\}"
    r"|(?<=<)\{[^{}\n]*\})+)"
)
ARROW_TYPE = r"\s*->[ \t]*(?P<type>[^{\n;]+?)[ \t]*(?=\bwhere\b|[{;\n]|\Z)"

BLANKS = r"[ \t]*"


def skipping(*kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(kinds))


def form(before: str, after: str = BLANKS + r"\(", *, flags: int = 0, **more: Any) -> Form:
    for name in ("tail", "returns"):
        if name in more:
            more[name] = re.compile(more[name], flags)
    return Form(re.compile(rf"(?:{before})\Z", flags), re.compile(after, flags), **more)


def word(words: str, after: str = BLANKS + r"\(", *, flags: int = 0, **more: Any) -> Form:
    """A definition with a keyword, after which the name may be one of something: `M.name`."""
    before = rf"(?:^|[\s;{{}}(=,:])(?:{words})[ \t]+(?:\w+(?:\.|::|:))*"
    return form(before, after, flags=flags, **more)


def anything(after: str, **more: Any) -> Form:
    """A definition that is to be told by what stands behind the name."""
    return form(r"(?:^|[\s;{}(,.#:])", after, certain=False, **more)
