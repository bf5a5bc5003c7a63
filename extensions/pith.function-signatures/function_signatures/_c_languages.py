"""Languages whose functions no word announces: `int add(int a, int b) {`."""

from __future__ import annotations

import re
from typing import Any

from function_signatures._language import Language
from function_signatures._patterns import (
    ANGLES,
    BLANKS,
    C_COMMENTS,
    DOUBLE,
    RAW_BACKTICK,
    SINGLE,
    THREE_DOUBLE,
    THREE_SINGLE,
    form,
    skipping,
)

RAW = r'"(?<=R")(?P<raw>[^()\\\s]{0,16})\((?s:.*?)(?:\)(?P=raw)"|\Z)'
VERBATIM = r'"(?:(?<=@")|(?<=@\$"))[^"]*(?:""[^"]*)*(?:"|\Z)'
LETTERS = r"'(?<![\da-fA-F]')[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'?"  # and not within 1'000

SCOPE = r"(?:\w+(?:<[^<>()]*>)?::)*~?"  # std::vector<int>::
TYPED = (
    r"^[ \t]*(?P<type>[\w@:\"][\w:.@<>,\[\]?&*\" \t]*?)"
    rf"(?:(?<=[\w>\]?\"])[ \t]+|(?<=[*&])[ \t]*){SCOPE}"
)
UNTYPED = (
    r"^[ \t]*(?:(?:explicit|inline|constexpr|public|private|protected|internal|const|factory)"
    rf"[ \t]+)*{SCOPE}"
)
TAIL = r"\s*(?P<rest>[^;{}()=]{0,200})(?P<sign>\{|=>|;|=[ \t]*(?:0|default|delete)[ \t]*;|(?<=:).)"


def like_c(*strings: str, **more: Any) -> Language:
    forms = (
        form(TYPED, BLANKS + ANGLES + r"\(", tail=TAIL, certain=False, typed=True),
        form(UNTYPED, BLANKS + r"\(", tail=TAIL, certain=False, typed=True),
        form(r"^[ \t]*#[ \t]*define[ \t]+", r"\("),
    )
    return Language(skipping(*C_COMMENTS, *strings), forms, name_last=True, **more)


def c() -> Language:
    return like_c(RAW, DOUBLE, LETTERS, more_in_names="")


def java() -> Language:
    return like_c(THREE_DOUBLE, DOUBLE, SINGLE)


def csharp() -> Language:
    return like_c(
        VERBATIM,
        THREE_DOUBLE,
        DOUBLE,
        SINGLE,
        named=":",
        given=re.compile(r"this[ \t]"),
        more_in_names="",
    )


def dart() -> Language:
    return like_c(
        THREE_DOUBLE, THREE_SINGLE, DOUBLE, SINGLE, named=":", optional=True, fields=r"\$\{"
    )


def groovy() -> Language:
    return like_c(THREE_DOUBLE, THREE_SINGLE, DOUBLE, SINGLE, named=":", fields=r"\$\{")


def d() -> Language:
    return like_c(RAW_BACKTICK, DOUBLE, SINGLE, more_in_names="")


MAKERS = {"c": c, "java": java, "csharp": csharp, "dart": dart, "groovy": groovy, "d": d}
