"""Languages that are compiled, and announce functions by a word."""

from __future__ import annotations

import re
from typing import Any

from function_signatures._language import Language
from function_signatures._patterns import (
    ANGLES,
    ARROW_TYPE,
    BLANKS,
    C_COMMENTS,
    COLON_TYPE,
    DASHES,
    DOUBLE,
    HASH,
    LETTER,
    RAW_BACKTICK,
    SINGLE,
    SLASHES,
    SQUARES,
    STARS,
    THREE_DOUBLE,
    form,
    skipping,
    word,
)

RUST_RAW = r'#"(?s:.*?)(?:"#|\Z)'
ROUTINES = r"function|procedure|sub|subroutine|constructor|destructor"
WITHOUT_CASE: dict[str, Any] = {
    "any_case": True,
    "more_in_names": "",
    "angles": False,
    "braces": False,
}


def go() -> Language:
    return Language(
        skipping(*C_COMMENTS, RAW_BACKTICK, DOUBLE, SINGLE),
        (
            form(
                r"^(?:pub[ \t]+)?(?:func|fn)[ \t]+(?:\([^()\n]*\)[ \t]*)?",
                BLANKS + SQUARES + r"\(",
                returns=r"[ \t]*(?P<type>\([^()\n]*\)|[^\n{(]+)",
            ),
        ),
        arrow=" {}",
        between=rf"{SQUARES}[ \t]*",
        more_in_names="",
        angles=False,
    )


def rust() -> Language:
    return Language(
        skipping(*C_COMMENTS, RUST_RAW, DOUBLE, LETTER),
        (
            word("fn", BLANKS + ANGLES + r"\(", returns=ARROW_TYPE),
            word(r"struct", BLANKS + ANGLES + r"\("),
        ),
        arrow=" -> {}",
        apart=re.compile(r"(?<=[(,\s])\|[^|()\n]*\||(?<=[\w:])<(?=[\w&'])[^<>();\n]*>"),
        more_in_names="",
        given=re.compile(r"(?:&[ \t]*(?:'\w+[ \t]+)?)?(?:mut[ \t]+)?self\b"),
    )


def kotlin() -> Language:
    return Language(
        skipping(*C_COMMENTS, THREE_DOUBLE, DOUBLE, SINGLE),
        (
            form(
                rf"(?:^|\s)fun[ \t]+(?:{ANGLES}[ \t]*)(?:[\w<>?, ]+\.)?",
                returns=COLON_TYPE,
            ),
            word(
                r"class",
                BLANKS
                + ANGLES
                + r"(?:\s*(?:(?:@\w+|private|internal|protected|public)\s+)*constructor)?\s*\(",
            ),
        ),
        named="=",
        more_in_names="",
        fields=r"\$\{",
    )


def swift() -> Language:
    return Language(
        skipping(*C_COMMENTS, THREE_DOUBLE, DOUBLE),
        (
            word(
                "func",
                BLANKS + ANGLES + r"\(",
                returns=r"(?:\s*(?:async|throws|rethrows)\b)*" + ARROW_TYPE,
            ),
            form(
                r"^[ \t]*(?:(?:public|private|internal|required|convenience|override)[ \t]+)*",
                r"[?!]?" + ANGLES + r"\(",
                tail=r"[^{}\n]*\{",
                certain=False,
                of_constructor=True,
            ),
            form(
                r"(?:^|\s)(?:class|struct|actor)[ \t]+",
                BLANKS + ANGLES + r"(?P<bare>)(?=[\s:{])",
                of_class=True,
            ),
        ),
        named=":",
        arrow=" -> {}",
        more_in_names="",
        constructor="init",
    )


def scala() -> Language:
    return Language(
        skipping(*C_COMMENTS, THREE_DOUBLE, DOUBLE, LETTER),
        (
            word("def", BLANKS + SQUARES + r"\(", returns=COLON_TYPE),
            word(r"class", BLANKS + SQUARES + r"\("),
        ),
        named="=",
        between=rf"{SQUARES}[ \t]*",
        angles=False,
    )


def nim() -> Language:
    return Language(
        skipping(r"#\[(?s:.*?)(?:\]#|\Z)", HASH, THREE_DOUBLE, DOUBLE, LETTER),
        (
            word(
                r"proc|func|method|template|macro|iterator|converter",
                r"\*?[ \t]*" + SQUARES + r"[ \t]*\(",
                returns=COLON_TYPE,
            ),
        ),
        comments=("#",),
        comment_ends=("]#",),
        separators=",;",
        named="=",
        more_in_names="",
        between=rf"{SQUARES}[ \t]*",
        angles=False,
        braces=False,
    )


def zig() -> Language:
    return Language(
        skipping(SLASHES, DOUBLE, LETTER),
        (word("fn", returns=r"[ \t]*(?P<type>[^{\n;]+)"),),
        comments=("//",),
        comment_ends=(),
        arrow=" {}",
        more_in_names="@",
        angles=False,
    )


def odin() -> Language:
    return Language(
        skipping(*C_COMMENTS, RAW_BACKTICK, DOUBLE, LETTER),
        (form(r"^[ \t]*", r"[ \t]*::[ \t]*proc\b[^(\n]*\(", returns=ARROW_TYPE, certain=False),),
        arrow=" -> {}",
        more_in_names="",
        angles=False,
    )


def pascal() -> Language:
    return Language(
        skipping(SLASHES, r"\{[^}]*(?:\}|\Z)", r"\(\*(?s:.*?)(?:\*\)|\Z)", r"'[^'\n]*'?"),
        (word(ROUTINES, flags=re.IGNORECASE, returns=COLON_TYPE),),
        comments=("//", "{", "(*"),
        comment_ends=("}", "*)"),
        separators=",;",
        **WITHOUT_CASE,
    )


def basic() -> Language:
    return Language(
        skipping(r'"[^"\n]*"?', r"'[^\n]*"),
        (word(ROUTINES, flags=re.IGNORECASE, returns=r"[ \t]+(?P<type>As[ \t]+[\w.()]+)"),),
        comments=("'",),
        comment_ends=(),
        arrow=" {}",
        **WITHOUT_CASE,
    )


def fortran() -> Language:
    return Language(
        skipping(r"![^\n]*", r'"[^"\n]*"?', r"'[^'\n]*'?"),
        (word(ROUTINES, flags=re.IGNORECASE),),
        comments=("!",),
        comment_ends=(),
        named="=",
        **WITHOUT_CASE,
    )


def sql() -> Language:
    return Language(
        skipping(DASHES, STARS, r"'[^']*(?:'|\Z)"),
        (
            word(
                ROUTINES,
                flags=re.IGNORECASE,
                returns=r"\s*RETURNS?[ \t]+(?P<type>[\w()]+)",
            ),
        ),
        comments=("--", "/*"),
        **WITHOUT_CASE,
    )


def plain() -> Language:
    """What has comments as C has, and little more that is its own."""
    return Language(
        skipping(*C_COMMENTS, DOUBLE, LETTER),
        (
            word(
                r"function|fn|func|proc|sub",
                BLANKS + ANGLES + r"\(",
                returns=r"\s*->[ \t]*(?P<type>[^{\n;]+)|" + COLON_TYPE.replace("<type>", "<of>"),
            ),
        ),
    )


MAKERS = {
    "plain": plain,
    "go": go,
    "rust": rust,
    "kotlin": kotlin,
    "swift": swift,
    "scala": scala,
    "nim": nim,
    "zig": zig,
    "odin": odin,
    "pascal": pascal,
    "basic": basic,
    "fortran": fortran,
    "sql": sql,
}
