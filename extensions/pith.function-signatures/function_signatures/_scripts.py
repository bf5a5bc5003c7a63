"""Languages that are run from their source."""

from __future__ import annotations

import re
from keyword import kwlist

from function_signatures._language import Language
from function_signatures._patterns import (
    ANGLES,
    BACKTICK,
    BLANKS,
    C_COMMENTS,
    COLON_TYPE,
    DASHES,
    DOUBLE,
    HASH,
    LETTER,
    SINGLE,
    SQUARES,
    THREE_DOUBLE,
    THREE_SINGLE,
    anything,
    form,
    skipping,
    word,
)

# A slash begins a regular expression where no number or name stands before it.
REGEX = (
    r"/(?:(?<=[(,=:\[!&|?{};\n]/)|(?<=[(,=:\[!&|?{};>] /)|(?<=return /))(?![/*])"
    r"[^/\\\n\[]*(?:(?:\\.|\[[^\]\\\n]*(?:\\.[^\]\\\n]*)*\])[^/\\\n\[]*)*/"
)
MODIFIERS = (
    r"(?:(?:public|private|protected|static|async|get|set|override|abstract|declare|readonly"
    r"|accessor|export|default)[ \t]+)*"
)
ASSIGNED = r"[ \t]*(?:(?::[^=\n]{0,200})?=|:)\s*"
METHOD_TAIL = r"\s*(?::[ \t]*(?:\{[^{}\n]*\}|[^{};=\n])+)?\{"
LUA_LONG = r"\[(?P<long>=*)\[(?s:.*?)(?:\](?P=long)\]|\Z)"


def python() -> Language:
    return Language(
        skipping(HASH, THREE_DOUBLE, THREE_SINGLE, DOUBLE, SINGLE),
        (
            form(
                r"^[ \t]*(?:(?:async|static|inline)[ \t]+)*"
                r"(?:def|func|fn|c?p?def(?:[ \t]+[\w.*]+){0,3}?)[ \t]+",
                BLANKS + SQUARES + BLANKS + r"\(",
                returns=r"[ \t]*->[ \t]*(?P<type>[^\n:]+)",
            ),
            form(
                r"^[ \t]*(?:cdef[ \t]+)?(?:class|struct)[ \t]+",
                BLANKS + SQUARES + r"[ \t]*(?P<bare>)[:(]",
                of_class=True,
            ),
        ),
        comments=("#",),
        comment_ends=(),
        fields=r"\{",
        apart=re.compile(r"\blambda\b[^:()\[\]{}]*"),
        with_fields=re.compile(r"[fF][rR]?[\"']|[rR][fF][\"']"),
        keywords="|".join(kwlist),
        named="=",
        arrow=" -> {}",
        more_in_names="",
        angles=False,
        stars=True,
        given=re.compile(r"(?:self|cls|mcs|mcls)\b"),
        constructor="__init__",
        call_of_base=re.compile(r"\bsuper\([^()]*\)\.__init__\Z"),
        class_with_base=re.compile(
            r"^(?P<depth>[ \t]*)class[ \t]+\w+[ \t]*\((?:\w+\.)*(?P<base>\w+)", re.MULTILINE
        ),
        docstrings=True,
        braces=False,
        statement=re.compile(
            r"[ \t]*(?:(?:def|class|return|import|while|with|try|raise|assert|del|pass|break"
            r"|continue|global|nonlocal|elif|except|finally|func|fn)\b|@\w|from[ \t].*\bimport\b"
            r"|(?:if|for|async)\b.*:[ \t]*$)"
        ),
    )


def javascript() -> Language:
    return Language(
        skipping(*C_COMMENTS, REGEX, DOUBLE, SINGLE, BACKTICK),
        (
            form(
                r"(?:^|[\s;{}(=,:])(?:async[ \t]+)?function(?:[ \t]+|[ \t]*\*[ \t]*)",
                BLANKS + ANGLES + r"\(",
                returns=COLON_TYPE,
            ),
            anything(
                ASSIGNED + r"(?:async[ \t]+)?function\b[ \t*]*[\w$]*[ \t]*" + ANGLES + r"\(",
                returns=COLON_TYPE,
            ),
            anything(
                ASSIGNED + r"(?:async\b[ \t]*)?" + ANGLES + r"\(",
                tail=r"\s*(?::[^{};=\n]*)?=>",
                returns=r"\s*:[ \t]*(?P<type>[^{};=\n]+)",
            ),
            anything(
                ASSIGNED + r"(?:async[ \t]+)?(?P<bare>[\w$]+)[ \t]*=>",
            ),
            form(
                rf"^[ \t]*{MODIFIERS}[*#]?[ \t]*",
                BLANKS + ANGLES + r"\(",
                tail=METHOD_TAIL,
                returns=COLON_TYPE,
                certain=False,
            ),
            form(  # of an interface, or abstract
                rf"^[ \t]*{MODIFIERS}",
                r"\??[ \t]*" + ANGLES + r"\(",
                tail=r"[ \t]*:[ \t]*[^=\n{};?]+;?[ \t]*$",
                returns=COLON_TYPE,
                certain=False,
                typed=True,
                flags=re.MULTILINE,
            ),
            form(
                r"(?:^|[\s;{}(=,:])class[ \t]+",
                BLANKS + ANGLES + r"(?P<bare>)(?=[\s{])",
                of_class=True,
            ),
        ),
        between=r"!?(?:\?\.)?[ \t]*",
        given=re.compile(r"this[ \t]*:"),
        constructor="constructor",
        call_of_base=re.compile(r"(?<![\w.$])super\Z"),
        class_with_base=re.compile(r"\bclass\b[^{};\n]*\bextends[ \t]+(?:\w+\.)*(?P<base>\w+)"),
        fields=r"\$\{",
        with_fields=re.compile("`"),
    )


def php() -> Language:
    return Language(
        skipping(*C_COMMENTS, r"#(?!\[)[^\n]*", DOUBLE, SINGLE),
        (
            form(r"(?:^|[\s;{}(=,])function[ \t]+&?", returns=COLON_TYPE),
            form(r"(?:^|\s)class[ \t]+", BLANKS + r"(?P<bare>)(?=[\s{])", of_class=True),
        ),
        comments=("//", "/*", "#"),
        named=":",
        name_last=True,
        more_in_names="",
        angles=False,
        constructor="__construct",
    )


def ruby() -> Language:
    return Language(
        skipping(HASH, r"=begin(?<=\n.{6})(?s:.*?)(?:\n=end|\Z)", DOUBLE, SINGLE),
        (
            word(r"def[ \t]+self\.(?=)|defp?|defmacrop?|macro|fun", returns=COLON_TYPE),
            form(r"(?:^|\s)def[ \t]+self\.", returns=COLON_TYPE),
            form(r"(?:^|\s)class[ \t]+", BLANKS + r"(?P<bare>)(?=[\s<;])", of_class=True),
        ),
        comments=("#", "=begin"),
        comment_ends=("=end",),
        named=":",
        more_in_names="?!",
        between="",
        angles=False,
        stars=True,
        constructor="initialize",
        apart=re.compile(r"\bfn\b[^()\n]*?->|\|[^|()\n]*\|"),
        fields=r"#\{",
        indented=True,
    )


def lua() -> Language:
    return Language(
        skipping(r"--" + LUA_LONG, DASHES, LUA_LONG.replace("long", "text"), DOUBLE, SINGLE),
        (word("function"), anything(r"[ \t]*=[ \t]*function[ \t]*\(")),
        comments=("--",),
        comment_ends=("]]", "]=]"),
        more_in_names="",
        angles=False,
    )


def perl() -> Language:
    return Language(
        skipping(r"#(?<!\$#)[^\n]*", DOUBLE, SINGLE),
        (word("sub"),),
        comments=("#",),
        comment_ends=(),
        name_last=True,
        more_in_names="",
        angles=False,
    )


def r() -> Language:
    return Language(
        skipping(HASH, DOUBLE, SINGLE),
        (form(r"(?:^|[\s;{}(,])", r"[ \t]*(?:<-|=)[ \t]*(?:function|\\)\s*\(", certain=False),),
        comments=("#",),
        comment_ends=(),
        named="=",
        more_in_names=".",
        angles=False,
    )


def julia() -> Language:
    return Language(
        skipping(r"#=(?s:.*?)(?:=#|\Z)", HASH, THREE_DOUBLE, DOUBLE, LETTER),
        (
            word(r"function|macro", BLANKS + r"\(", returns=r"[ \t]*::[ \t]*(?P<type>[\w.{}, ]+)"),
            form(
                r"^[ \t]*(?:\w+\.)*",
                r"\(",
                tail=r"[ \t]*(?:::[ \t]*[\w.{}, ]+?)?(?:[ \t]*\bwhere\b[^=\n]+)?[ \t]*=(?!=)",
                returns=r"[ \t]*::[ \t]*(?P<type>[\w.{}, ]+)",
                certain=False,
            ),
        ),
        comments=("#",),
        comment_ends=("=#",),
        separators=",;",
        argument_separators=",;",
        named="=",
        arrow="::{}",
        more_in_names="!",
        between=r"\.?",
        angles=False,
        braces=False,
    )


def matlab() -> Language:
    return Language(
        skipping(r"%[^\n]*", HASH, DOUBLE, r"'(?<![\w)\].]')[^'\n]*'?"),
        (form(r"^[ \t]*function[ \t]+(?:(?:\[[^\]\n]*\]|\w+)[ \t]*=[ \t]*)?(?:\w+\.)*"),),
        comments=("%", "#"),
        comment_ends=(),
        more_in_names="",
        angles=False,
    )


def awk() -> Language:
    return Language(
        skipping(HASH, DOUBLE),
        (word(r"function|func"),),
        comments=("#",),
        comment_ends=(),
        more_in_names="",
        angles=False,
    )


def coffeescript() -> Language:
    return Language(
        skipping(HASH, THREE_DOUBLE, THREE_SINGLE, DOUBLE, SINGLE),
        (anything(r"[ \t]*[=:][ \t]*\(", tail=r"[ \t]*[-=]>"),),
        comments=("#",),
        comment_ends=(),
        angles=False,
        braces=False,
    )


def vim() -> Language:
    return Language(
        skipping(r'"(?<=\n")[^\n]*', DOUBLE, r"'[^'\n]*'?"),
        (form(r"(?:^|\s)(?:function!?|def!?)[ \t]+(?:\w:)?", r"\("),),
        comments=(),
        comment_ends=(),
        more_in_names="#",
        angles=False,
    )


MAKERS = {
    "python": python,
    "javascript": javascript,
    "php": php,
    "ruby": ruby,
    "lua": lua,
    "perl": perl,
    "r": r,
    "julia": julia,
    "matlab": matlab,
    "awk": awk,
    "coffeescript": coffeescript,
    "vim": vim,
}
