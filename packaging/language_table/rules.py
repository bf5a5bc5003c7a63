"""How languages are written: the fields of pith.edit.LanguageRules, and what one takes from
another."""

from __future__ import annotations

from typing import Any

BRACKETS = [["(", ")"], ["[", "]"], ["{", "}"]]
QUOTES = [['"', '"'], ["'", "'"]]
SURROUNDING = [*BRACKETS, *QUOTES, ["`", "`"]]
ANGLES = ["<", ">"]
OPEN_BRACKET = r"[\(\[\{][^\)\]\}\"'`]*$"
CLOSED_BRACKET = r"^\s*[\)\]\}]"


def rules(parent: str | None = None, **fields: Any) -> dict[str, Any]:
    return {**(RULES[parent] if parent else {}), **fields}


RULES: dict[str, dict[str, Any]] = {}
RULES["plain"] = {"brackets": BRACKETS, "auto_closing_pairs": BRACKETS, "off_side": True}
RULES["data"] = {
    "brackets": BRACKETS,
    "auto_closing_pairs": BRACKETS + QUOTES,
    "indent_after": OPEN_BRACKET,
    "outdent_before": CLOSED_BRACKET,
}
RULES["hash"] = rules("data", line_comment="#")
RULES["semicolon"] = rules("data", line_comment=";")
DOCUMENTATION = ["/**", " */"]
# What parts of a block begin with, and what the block does.
CASE = r"^\s*(?:case\b.*?|default\s*)(?::|->)"
SWITCH = r"\bswitch\b"
RULES["c"] = rules(
    "data",
    line_comment="//",
    block_comment=["/*", "*/"],
    auto_closing_pairs=[*BRACKETS, *QUOTES, DOCUMENTATION],
    surrounding_pairs=[*SURROUNDING, ANGLES],
    indent_after=rf"(?:{OPEN_BRACKET}|^\s*(?:case\b.*|default\s*):\s*$)",
    labels=[CASE, SWITCH],
    imports=r"\s*(?:#\s*(?:include|import)\b|(?:export\s+|public\s+|static\s+|@\w+\s+)*import\s"
    r"|using\s+(?!namespace\b)[\w.:]+\s*;)",
)
# What has one statement may do without braces, and that is a line deeper.
CONDITION = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
HEADER = (
    r"^\s*(?!\}\s*while\b)(?:\}\s*)?(?:(?:else\s+)?(?:if|for|foreach|while)"
    rf"\b[^()]*{CONDITION}|else|do)\s*$"
)  # `} while (x)` ends what `do` began
RULES["c-like"] = rules("c", indent_next=HEADER)
RULES["csharp"] = rules(
    "c-like", imports=r"\s*(?:(?:global\s+)?using\s+[\w.:=<>?, ]+;|extern\s+alias\s)"
)
RULES["block"] = rules("data", block_comment=["/*", "*/"])
RULES["javascript"] = rules(
    "c-like",
    auto_closing_pairs=[*BRACKETS, *QUOTES, ["`", "`"], DOCUMENTATION],
    word_characters="$",
    imports=r"\s*(?:import\b(?!\s*[(.])|export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*from\b|\.(?:import|pragma)\b)",
)
# The start tag of an element that has not been closed in the line. Values in quotes may hold
# anything, and in JSX those in braces as well; among code, what is behind a word is no tag.
VOID = r"(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
ATTRIBUTES = r"""(?:[^<>"'/]|"[^"]*"|'[^']*'|/(?!>))*"""
JSX_ATTRIBUTES = r"""(?:[^<>"'/{}]|"[^"]*"|'[^']*'|/(?!>)|\{(?:[^{}]|\{[^{}]*\})*\})*"""
OPEN_TAG = rf"<%s(\w[\w:.-]*)\b{ATTRIBUTES}>(?!.*</\1>)[^<]*$|<!--(?!.*-->)"
OPEN_JSX = (
    r"(?<![\w$)\]])<(?:(?P<name>\w[\w:.-]*)\b(?!\s+extends\b)"
    rf"{JSX_ATTRIBUTES}>(?!.*</(?P=name)>)|>(?!.*</>))[^<]*$"
)
RULES["jsx"] = rules(
    "javascript",
    indent_after=rf"(?:{RULES['javascript']['indent_after']}|{OPEN_JSX})",
    outdent_before=rf"{CLOSED_BRACKET}|^\s*</[\w:.-]*>\s*$",
    tags="jsx",
)
RULES["go"] = rules(
    "c",
    auto_closing_pairs=[*BRACKETS, *QUOTES, ["`", "`"]],
    surrounding_pairs=SURROUNDING,
    labels=[CASE, r"\b(?:switch|select)\b", True],
    imports=r"\s*import\s",
)
RULES["swift"] = rules("c", labels=[CASE, SWITCH, True])
RULES["rust"] = rules(
    "c",
    # A lone ' is a lifetime more often than a quote.
    auto_closing_pairs=[*BRACKETS, ['"', '"']],
    indent_after=OPEN_BRACKET,
    labels=None,
    imports=r"\s*(?:(?:pub(?:\([^)]*\))?\s+)?use\s|(?:pub\s+)?extern\s+crate\s)",
)
RULES["css"] = rules(
    "block",
    word_characters="-",
    plain_strings=True,
    imports=r"\s*@(?:import|use|forward|require)\b",
)
RULES["scss"] = rules("css", line_comment="//")
RULES["json"] = rules("data", auto_closing_pairs=[*BRACKETS, ['"', '"']], plain_strings=True)
RULES["jsonc"] = rules("json", line_comment="//", block_comment=["/*", "*/"])
# A letter before a quote says what kind of string it is.
PREFIXES = ("r", "R", "u", "U", "b", "B", "f", "F", "t", "T", "rb", "br", "rf", "fr", "rt", "tr")
RULES["python"] = rules(
    "hash",
    auto_closing_pairs=[
        *BRACKETS,
        *QUOTES,
        *([prefix + quote, quote] for prefix in PREFIXES for quote in "\"'"),
    ],
    indent_after=rf"(?:{OPEN_BRACKET}|^[^#]*:\s*(?:#.*)?$)",
    outdent_before=r"^\s*(?:(?:elif|except)\b.*:|(?:else|finally)\s*:|[\)\]\}])\s*$",
    labels=[r"^\s*case\b.*:\s*$", r"^\s*match\b.*:"],
    off_side=True,
    imports=r"\s*(?:c?import\s|from\s+\S+\s+c?import\b)",
)
RULES["ruby"] = rules(
    "hash",
    block_comment=["=begin", "=end"],
    indent_after=(
        rf"(?:{OPEN_BRACKET}|^\s*(?:begin|class|def|else|elsif|ensure|for|if|module|rescue|unless"
        r"|until|when|in|while|case)\b(?!.*\bend\b)[^#]*(?:#.*)?$|\bdo\b\s*(?:\|[^|]*\|)?\s*$)"
    ),
    outdent_before=r"^\s*(?:end|else|elsif\b.*|ensure|rescue\b.*|when\b.*|[\)\]\}])\s*$",
    word_characters="?!",
    imports=r"\s*require(?:_relative)?\b",
)
RULES["lua"] = rules(
    "data",
    line_comment="--",
    block_comment=["--[[", "]]"],
    indent_after=(rf"(?:{OPEN_BRACKET}|\b(?:then|do|else|repeat)\s*$|\bfunction\b[^)]*\)\s*$)"),
    outdent_before=r"^\s*(?:end|else|elseif\b.*|until\b.*|[\)\]\}])\s*$",
    imports=r"\s*(?:local\s+\w+\s*=\s*)?require\b",
)
RULES["shell"] = rules(
    "hash",
    auto_closing_pairs=[*BRACKETS, *QUOTES, ["`", "`"]],
    indent_after=rf"(?:{OPEN_BRACKET}|\b(?:then|do|else)\s*$|^\s*case\b.*\bin\s*$)",
    outdent_before=r"^\s*(?:fi|done|esac|else|elif\b.*|\})\s*$",
    imports=r"\s*(?:source|\.)\s",
)
RULES["fish"] = rules(
    "hash",
    indent_after=r"^\s*(?:begin|case|else|for|function|if|switch|while)\b.*$",
    outdent_before=r"^\s*(?:end|else|case\b.*)\s*$",
    imports=r"\s*source\s",
)
RULES["perl"] = rules("hash", word_characters="$@%", imports=r"\s*(?:use\s+[A-Z]|need\s)")
RULES["php"] = rules(
    "c-like",
    # `if (x):` … `endif` is written as well.
    indent_after=rf"(?:{RULES['c']['indent_after']}"
    r"|^\s*(?:if|elseif|for|foreach|while|switch)\b.*\)\s*:\s*$|^\s*else\s*:\s*$)",
    outdent_before=rf"{CLOSED_BRACKET}|^\s*(?:end(?:if|for|foreach|while|switch)\b"
    r"|else\s*:|elseif\b.*:\s*$)",
    surrounding_pairs=SURROUNDING,
    plain_strings=True,
    word_characters="$",
    imports=r"\s*(?:use\s+[\w\\]|(?:require|include)(?:_once)?\b)",
)
RULES["r"] = rules("hash", imports=r"\s*(?:library|require|source)\s*\(")
RULES["powershell"] = rules(
    "hash",
    block_comment=["<#", "#>"],
    word_characters="$-",
    imports=r"(?i:\s*(?:using\s+(?:namespace|module|assembly)|Import-Module)\s)",
)
RULES["batch"] = rules(
    "data", line_comment="REM ", auto_closing_pairs=[*BRACKETS, ['"', '"']], word_characters="%"
)
RULES["sql"] = rules(
    "c",
    line_comment="--",
    auto_closing_pairs=BRACKETS + QUOTES,
    surrounding_pairs=SURROUNDING,
    indent_after=OPEN_BRACKET,
    labels=None,
    imports=None,
)
RULES["dashes"] = rules("data", line_comment="--")
RULES["haskell"] = rules(
    "dashes",
    block_comment=["{-", "-}"],
    auto_closing_pairs=[*BRACKETS, ['"', '"']],
    indent_after=rf"(?:{OPEN_BRACKET}|\b(?:where|do|of|let|in|then|else)\s*$|=\s*$)",
    word_characters="'",
    off_side=True,
    imports=r"\s*(?:(?:public\s+|open\s+)*import\s|open\s)",
)
RULES["erlang"] = rules(
    "data",
    line_comment="%",
    indent_after=rf"(?:{OPEN_BRACKET}|->\s*$|\b(?:of|receive|begin|try|catch)\s*$)",
    outdent_before=r"^\s*(?:end\b.*|[\)\]\}])",
    imports=r"-(?:include(?:_lib)?|import)\b",
)
RULES["elixir"] = rules(
    "hash",
    indent_after=rf"(?:{OPEN_BRACKET}|\b(?:do|else|rescue|after|catch|fn)\s*$|->\s*$)",
    outdent_before=r"^\s*(?:end|else|rescue|after|catch|[\)\]\}])\s*$",
    word_characters="?!@",
    imports=r"\s*(?:alias|import|require|use)\s+[A-Z]",
)
RULES["lisp"] = rules(
    "data",
    line_comment=";",
    block_comment=["#|", "|#"],
    auto_closing_pairs=[*BRACKETS, ['"', '"']],
    indent_after=r"\([^\)\"]*$",
    outdent_before=None,
    word_characters="-?!*+/<>=",
)
RULES["clojure"] = rules("lisp", block_comment=None)
RULES["ml"] = rules(
    "data",
    block_comment=["(*", "*)"],
    auto_closing_pairs=[*BRACKETS, ['"', '"']],
    indent_after=rf"(?:{OPEN_BRACKET}|(?:=|->|\b(?:then|else|in|do|begin|struct|sig|of|with))\s*$)",
    word_characters="'",
    imports=r"\s*(?:open!?\s|(?:From\s+\S+\s+)?Require\s)",
)
RULES["fsharp"] = rules("ml", line_comment="//", off_side=True)
RULES["julia"] = rules(
    "hash",
    block_comment=["#=", "=#"],
    auto_closing_pairs=[*BRACKETS, ['"', '"'], ["`", "`"]],
    indent_after=(
        rf"(?:{OPEN_BRACKET}|^\s*(?:abstract|begin|catch|else|elseif|finally|for|function|if|let"
        r"|macro|module|mutable|quote|struct|try|type|while)\b(?!.*\bend\b)[^#]*$|\bdo\b[^#]*$)"
    ),
    outdent_before=r"^\s*(?:end|else|elseif\b.*|catch\b.*|finally|[\)\]\}])\s*$",
    word_characters="!",
    imports=r"\s*(?:using|import)\s",
)
RULES["markup"] = {
    "block_comment": ["<!--", "-->"],
    "brackets": [["<", ">"], *BRACKETS],
    "auto_closing_pairs": [*BRACKETS, *QUOTES],
    "surrounding_pairs": [*SURROUNDING, ANGLES],
    "indent_after": OPEN_TAG % VOID,
    "outdent_before": r"^\s*(?:</[\w:.-]+>|-->)\s*$",
    "word_characters": "-",
    "tags": "html",
}
RULES["xml"] = rules("markup", indent_after=OPEN_TAG % "", tags="xml")
RULES["markdown"] = {
    "block_comment": ["<!--", "-->"],
    "brackets": BRACKETS,
    "auto_closing_pairs": [*BRACKETS, ["`", "`"]],
    "surrounding_pairs": [
        *BRACKETS,
        *QUOTES,
        ["`", "`"],
        ["*", "*"],
        ["_", "_"],
        ["~", "~"],
        ANGLES,
    ],
    "off_side": True,
    "headings": "markdown",
}
RULES["restructuredtext"] = {
    "line_comment": "..",
    "brackets": BRACKETS,
    "auto_closing_pairs": [*BRACKETS, ["`", "`"]],
    "surrounding_pairs": [*BRACKETS, *QUOTES, ["`", "`"], ["*", "*"]],
    "off_side": True,
    "headings": "restructuredtext",
}
RULES["yaml"] = rules(
    "hash",
    indent_after=rf"(?:{OPEN_BRACKET}|^\s*(?:-\s+)?[^#\s].*:\s*(?:[|>][+-]?\d?)?\s*(?:#.*)?$)",
    word_characters="-",
    off_side=True,
)
RULES["toml"] = rules("hash", word_characters="-", headings="ini")
RULES["ini"] = {
    "line_comment": ";",
    "brackets": BRACKETS,
    "auto_closing_pairs": BRACKETS + QUOTES,
    "headings": "ini",
}
RULES["properties"] = {**RULES["ini"], "line_comment": "#"}
RULES["make"] = rules(
    "hash",
    indent_after=r"^[^\s#=][^=]*:(?!=)[^=]*$",
    outdent_before=None,
    word_characters="$.",
    off_side=True,
    imports=r"[-s]?include\s",
)
RULES["cmake"] = rules(
    "hash",
    block_comment=["#[[", "]]"],
    auto_closing_pairs=[*BRACKETS, ['"', '"']],
    indent_after=r"(?i:\([^\)]*$|^\s*(?:if|else|elseif|foreach|function|macro|while)\s*\(.*\)\s*$)",
    outdent_before=r"(?i)^\s*(?:\)|(?:end(?:if|foreach|function|macro|while)|else|elseif)\s*\(.*\))\s*$",
    imports=r"(?i:\s*(?:include|find_package)\s*\()",
)
RULES["tex"] = {
    "line_comment": "%",
    "brackets": BRACKETS,
    "auto_closing_pairs": [*BRACKETS, ["`", "'"], ["$", "$"]],
    "indent_after": r"\\begin\{(?!document)[^}]*\}(?!.*\\end)|[\(\[\{][^\)\]\}]*$",
    "outdent_before": r"^\s*(?:\\end\{(?!document)[^}]*\}|[\)\]\}])",
    "headings": "latex",
    "imports": r"\s*\\(?:usepackage|RequirePackage|usetikzlibrary|input)\b",
}
RULES["percent"] = rules("data", line_comment="%")
RULES["vim"] = rules(
    "data",
    line_comment='"',
    auto_closing_pairs=[*BRACKETS, ["'", "'"]],
    indent_after=r"^\s*(?:if|else|elseif|for|while|function!?|try|catch|finally|augroup)\b",
    outdent_before=r"^\s*(?:end\w*|else|elseif\b.*|catch\b.*|finally)\s*$",
    word_characters="#",
)
RULES["nim"] = rules(
    "hash",
    block_comment=["#[", "]#"],
    indent_after=rf"(?:{OPEN_BRACKET}|[:=]\s*(?:#.*)?$|^\s*(?:type|var|let|const|import)\s*$)",
    outdent_before=r"^\s*(?:(?:elif|except|of)\b.*:|(?:else|finally)\s*:|[\)\]\}])\s*$",
    off_side=True,
    imports=r"\s*(?:import|from|include)\s",
)
RULES["vb"] = rules(
    "data",
    line_comment="'",
    auto_closing_pairs=[*BRACKETS, ['"', '"']],
    imports=r"(?i:\s*Imports\s)",
)
RULES["fortran"] = rules(
    "data", line_comment="!", imports=r"(?i:\s*(?:use\s*(?:,|::|\s)|include\s))"
)
RULES["pascal"] = rules(
    "c",
    block_comment=["{", "}"],
    auto_closing_pairs=BRACKETS + QUOTES,
    surrounding_pairs=SURROUNDING,
    indent_after=r"\b(?:begin|record|class|then|else|do|of|try|except|finally|repeat)\s*$",
    outdent_before=r"^\s*(?:end\b.*|until\b.*|except|finally)\s*$",
    labels=None,
    imports=r"(?i:\s*uses\b)",
)
RULES["ada"] = rules(
    "dashes",
    auto_closing_pairs=[*BRACKETS, ['"', '"']],
    imports=r"(?i:\s*(?:(?:limited\s+|private\s+)*with|use)\s+(?:type\s+)?[\w., ]+;)",
)
RULES["matlab"] = rules(
    "percent",
    block_comment=["%{", "%}"],
    indent_after=r"^\s*(?:if|else|elseif|for|while|switch|case|otherwise|function|try|catch)\b",
    outdent_before=r"^\s*(?:end|else|elseif\b.*|case\b.*|otherwise|catch\b.*)\s*$",
    imports=r"\s*import\s",
)
RULES["crystal"] = rules("ruby", block_comment=None)
RULES["coffeescript"] = rules(
    "hash",
    block_comment=["###", "###"],
    indent_after=rf"(?:{OPEN_BRACKET}|[-=]>\s*$|^\s*(?:class|if|else|for|while|try|switch|when)\b)",
    off_side=True,
    imports=r"\s*import\b(?!\s*\()",
)
RULES["indented-markup"] = rules("data", line_comment="//", off_side=True)
RULES["handlebars"] = rules("markup", block_comment=["{{!--", "--}}"])
RULES["jinja"] = rules("markup", block_comment=["{#", "#}"])
RULES["twig"] = RULES["jinja"]
RULES["vhdl"] = rules("dashes", imports=r"(?i:\s*(?:library|use)\s)")
RULES["verilog"] = rules(
    "c",
    surrounding_pairs=SURROUNDING,
    indent_after=rf"(?:{OPEN_BRACKET}|\b(?:begin|fork|case\s*\(.*\)|module\b.*;)\s*$)",
    outdent_before=r"^\s*(?:end\w*|join)\b",
    labels=None,
    imports=r"\s*(?:`include|import)\s",
)
RULES["asm"] = {"line_comment": ";", "brackets": BRACKETS, "auto_closing_pairs": BRACKETS + QUOTES}
RULES["gas"] = rules(None, **{**RULES["asm"], "line_comment": "#", "block_comment": ["/*", "*/"]})
RULES["diff"] = {"brackets": [], "auto_closing_pairs": [], "headings": "diff"}
