"""Makes resources/languages.json: the languages Pith knows without extensions.

    python packaging/make_languages.py [--check]

Some languages are described here by hand: under the ids VS Code gives them, with their comments,
brackets and indentation. All other lexers of the installed Pygments follow under their first
alias. With --check nothing is written, and a stale file ends with status 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "resources" / "languages.json"

# How languages are written: the fields of pith.edit.LanguageRules, and what one takes from another.

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
RULES["css"] = rules("block", word_characters="-", imports=r"\s*@(?:import|use|forward|require)\b")
RULES["scss"] = rules("css", line_comment="//")
RULES["json"] = rules("data", auto_closing_pairs=[*BRACKETS, ['"', '"']])
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
    word_characters="$",
    imports=r"\s*(?:use\s+[\w\\]|(?:require|include)(?:_once)?\b)",
)
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
RULES["toml"] = rules("hash", word_characters="-")
RULES["ini"] = {"line_comment": ";", "brackets": BRACKETS, "auto_closing_pairs": BRACKETS + QUOTES}
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
RULES["diff"] = {"brackets": [], "auto_closing_pairs": []}

# The languages described by hand:
# id: name, lexer, rules, and what differs from the lexer's file names.

Entry = dict[str, Any]


def language(
    name: str,
    lexer: str,
    rules_name: str,
    extensions: str = "",
    filenames: str = "",
    patterns: str = "",
    interpreters: str = "",
    first_line: str = "",
    aliases: str = "",
) -> Entry:
    return {
        "name": name,
        "lexer": lexer,
        "rules": rules_name,
        "extensions": extensions.split(),
        "filenames": filenames.split(),
        "patterns": patterns.split(),
        "interpreters": interpreters.split(),
        "first_line": first_line,
        "aliases": aliases.split(),
    }


LANGUAGES: dict[str, Entry] = {
    "plaintext": language("Plain Text", "", "plain", ".txt .text", "LICENSE COPYING AUTHORS"),
    "python": language(
        "Python",
        "python",
        "python",
        ".py .pyi .pyw .pyt .py3 .rpy .gyp .gypi .ipy .bzl .star",
        "SConstruct SConscript wscript BUILD WORKSPACE BUILD.bazel WORKSPACE.bazel MODULE.bazel",
        "Snakefile",
        "python pypy ipython",
        aliases="py",
    ),
    "c": language("C", "c", "c-like", ".c .h .i", aliases="h"),
    "cpp": language(
        "C++",
        "cpp",
        "c-like",
        ".cpp .cc .cxx .c++ .C .hpp .hh .hxx .h++ .H .inl .ipp .ixx .cppm .tpp .txx .h.in .ino",
        aliases="c++",
    ),
    "csharp": language("C#", "csharp", "csharp", ".cs .csx .cake", aliases="c#"),
    "java": language("Java", "java", "c-like", ".java .jav"),
    "javascript": language(
        "JavaScript",
        "javascript",
        "javascript",
        ".js .mjs .cjs .es6 .jsm .pac",
        "jakefile",
        interpreters="node nodejs bun deno",
        aliases="js",
    ),
    "javascriptreact": language("JavaScript JSX", "jsx", "jsx", ".jsx", aliases="jsx"),
    "typescript": language(
        "TypeScript",
        "typescript",
        "javascript",
        ".ts .mts .cts",
        interpreters="ts-node tsx",
        aliases="ts",
    ),
    "typescriptreact": language("TypeScript JSX", "tsx", "jsx", ".tsx", aliases="tsx"),
    "json": language(
        "JSON",
        "pith:json",
        "json",
        ".json .bowerrc .webmanifest .har .ipynb .geojson .topojson .gltf .jsonld .avsc .map"
        " .sublime-project .sublime-settings .sublime-keymap .sublime-menu .sublime-commands",
        ".watchmanconfig Pipfile.lock composer.lock flake.lock deno.lock .prettierrc .arcconfig",
    ),
    "jsonc": language(
        "JSON with Comments",
        "pith:json",
        "jsonc",
        ".jsonc .code-workspace .code-snippets .eslintrc .jshintrc .jscsrc .babelrc .swcrc .json5",
        "tsconfig.json jsconfig.json .eslintrc.json .babelrc.json api-extractor.json"
        " language-configuration.json devcontainer.json typedoc.json",
        "tsconfig.*.json tsconfig-*.json jsconfig.*.json */.vscode/*.json",
    ),
    "jsonl": language("JSON Lines", "pith:json", "json", ".jsonl .ndjson"),
    "html": language(
        "HTML",
        "html",
        "markup",
        ".html .htm .xhtml .xht .shtml .mdoc .asp .aspx .jshtm .volt .html.in",
        first_line=r"(?i)^\s*<(?:!doctype html|html)\b",
    ),
    "css": language("CSS", "css", "css", ".css"),
    "scss": language("SCSS", "scss", "scss", ".scss"),
    "sass": language("Sass", "sass", "scss", ".sass"),
    "less": language("Less", "less", "scss", ".less"),
    "xml": language(
        "XML",
        "xml",
        "xml",
        ".xml .xsd .wsdl .rss .atom .svg .xaml .axaml .axml .rdf .plist .csproj .fsproj .vbproj"
        " .vcxproj .vcxproj.filters .props .targets .nuspec .resx .config .manifest .ui .qrc"
        " .glade .gpx .kml .jnlp .mathml .mml .opml .rng .storyboard .xib .tmx .wxs .xlf .xliff"
        " .xul .xmi .sch .dita .ditamap .ascx .menu .jmx .pubxml .pom .iml .launch",
        ".classpath .project fonts.conf",
        first_line=r"^\s*<\?xml\b",
    ),
    "xsl": language("XSL", "xslt", "xml", ".xsl .xslt"),
    "yaml": language(
        "YAML",
        "yaml",
        "yaml",
        ".yaml .yml .eyaml .eyml .cff .sublime-syntax .clang-format.in",
        ".clang-format .clang-tidy .clangd .gemrc CITATION.cff glide.lock .yarnrc.yml",
        first_line=r"^%YAML\b",
    ),
    "toml": language(
        "TOML",
        "toml",
        "toml",
        ".toml",
        "Pipfile poetry.lock Cargo.lock uv.lock pdm.lock Gopkg.lock",
    ),
    "ini": language(
        "Ini",
        "ini",
        "ini",
        ".ini .cfg .inf .url .lektorproject .wrap",
        ".editorconfig .npmrc .pylintrc .coveragerc .flake8 .pypirc pylintrc mypy.ini",
    ),
    "properties": language(
        "Properties",
        "properties",
        "properties",
        ".properties .conf .cnf .directory .repo .env .prefs",
        ".gitattributes .gitconfig gitconfig .gitmodules .env .hgrc",
        ".env.*",
    ),
    "desktop": language("Desktop Entry", "desktop", "hash", ".desktop"),
    "systemd": language("systemd", "systemd", "properties"),
    "ignore": language(
        "Ignore",
        "",
        "properties",
        ".gitignore .npmignore .dockerignore .eslintignore .prettierignore .hgignore .ignore"
        " .rgignore .gcloudignore .helmignore .vscodeignore",
        ".git-blame-ignore-revs",
    ),
    "markdown": language(
        "Markdown",
        "markdown",
        "markdown",
        ".md .markdown .mdown .mkd .mkdn .mdwn .mdx .mdtext .ronn .livemd",
        aliases="md",
    ),
    "restructuredtext": language(
        "reStructuredText", "restructuredtext", "restructuredtext", ".rst .rest", aliases="rst"
    ),
    "rust": language("Rust", "rust", "rust", ".rs", aliases="rs"),
    "go": language("Go", "go", "go", ".go", aliases="golang"),
    "go.mod": language("Go Module File", "", "c", "", "go.mod go.work"),
    "ruby": language(
        "Ruby",
        "ruby",
        "ruby",
        ".rb .rbx .rjs .gemspec .rake .ru .rbi .rabl .podspec .jbuilder .builder .thor",
        "Rakefile rakefile Gemfile gemfile Podfile podfile Capfile Cheffile Hobofile Vagrantfile"
        " Appraisals Rantfile Berksfile Thorfile Guardfile Dangerfile Brewfile Fastfile Appfile"
        " Deliverfile Snapfile .irbrc .pryrc",
        "",
        "ruby jruby rbx macruby",
        aliases="rb",
    ),
    "erb": language("ERB", "rhtml", "markup", ".erb .rhtml .html.erb"),
    "php": language(
        "PHP",
        "php",
        "php",
        ".php .php3 .php4 .php5 .php7 .phps .ctp .inc",
        interpreters="php",
        first_line=r"^\s*<\?php\b",
    ),
    "phtml": language("HTML with PHP", "html+php", "markup", ".phtml"),
    "perl": language(
        "Perl",
        "perl",
        "perl",
        ".pl .pm .pod .t .PL .psgi .perl .al",
        ".perltidyrc cpanfile",
        interpreters="perl",
    ),
    "raku": language(
        "Raku",
        "raku",
        "perl",
        ".raku .rakumod .rakutest .rakudoc .p6 .pl6 .pm6 .nqp",
        interpreters="raku perl6 rakudo",
        aliases="perl6",
    ),
    "lua": language(
        "Lua", "lua", "lua", ".lua .wlua .rockspec", ".luacheckrc", interpreters="lua luajit texlua"
    ),
    "shellscript": language(
        "Shell Script",
        "bash",
        "shell",
        ".sh .bash .zsh .ksh .csh .fish.in .ebuild .eclass .bats .command .sh.in .zsh-theme",
        ".bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zprofile"
        " .zlogin .zlogout .zshenv .kshrc bashrc bash.bashrc zshrc profile PKGBUILD APKBUILD .envrc"
        " .login .cshrc .tcshrc .xinitrc .xprofile .xsession gradlew configure.ac",
        "",
        "sh bash zsh ksh dash ash busybox csh tcsh mksh",
        aliases="sh bash shell zsh",
    ),
    "fish": language("fish", "fish", "fish", ".fish", interpreters="fish"),
    "powershell": language(
        "PowerShell",
        "powershell",
        "powershell",
        ".ps1 .psm1 .psd1 .pssc .psrc",
        interpreters="pwsh powershell",
        aliases="ps1 pwsh",
    ),
    "bat": language("Batch", "batch", "batch", ".bat .cmd", aliases="batch"),
    "sql": language("SQL", "sql", "sql", ".sql .dsql .psql .pgsql .ddl .dml .mysql"),
    "r": language(
        "R",
        "r",
        "hash",
        ".r .R .rhistory .rprofile .rt .S",
        ".Rprofile .Rhistory .Renviron",
        interpreters="Rscript r",
    ),
    "julia": language("Julia", "julia", "julia", ".jl", interpreters="julia"),
    "swift": language("Swift", "swift", "swift", ".swift", interpreters="swift"),
    "kotlin": language("Kotlin", "kotlin", "c", ".kt .kts .ktm", interpreters="kotlin kotlinc"),
    "scala": language("Scala", "scala", "c", ".scala .sc .sbt", interpreters="scala"),
    "groovy": language(
        "Groovy",
        "groovy",
        "c",
        ".groovy .gvy .gradle .nf .grt .gtpl",
        "Jenkinsfile",
        "Jenkinsfile.*",
        "groovy",
    ),
    "haskell": language(
        "Haskell",
        "haskell",
        "haskell",
        ".hs .hsc .hs-boot",
        interpreters="runhaskell runghc stack",
        aliases="hs",
    ),
    "purescript": language("PureScript", "purescript", "haskell", ".purs"),
    "elm": language("Elm", "elm", "haskell", ".elm"),
    "elixir": language("Elixir", "elixir", "elixir", ".ex .exs", "mix.lock", interpreters="elixir"),
    "erlang": language(
        "Erlang",
        "erlang",
        "erlang",
        ".erl .hrl .escript .app.src",
        "rebar.config rebar.lock",
        interpreters="escript",
    ),
    "clojure": language(
        "Clojure", "clojure", "clojure", ".clj .cljc .edn .bb", interpreters="clojure bb"
    ),
    "clojurescript": language("ClojureScript", "clojurescript", "clojure", ".cljs .cljx"),
    "lisp": language(
        "Common Lisp",
        "common-lisp",
        "lisp",
        ".lisp .lsp .cl .asd",
        interpreters="sbcl clisp ecl",
        aliases="common-lisp",
    ),
    "emacs-lisp": language(
        "Emacs Lisp", "emacs-lisp", "lisp", ".el", ".emacs .spacemacs Cask Eask", aliases="elisp"
    ),
    "scheme": language(
        "Scheme", "scheme", "lisp", ".scm .ss .sld .sps .sls", interpreters="guile scheme chez"
    ),
    "racket": language("Racket", "racket", "lisp", ".rkt .rktd .rktl", interpreters="racket"),
    "ocaml": language("OCaml", "ocaml", "ml", ".ml .mli .mll .mly", interpreters="ocaml"),
    "sml": language("Standard ML", "sml", "ml", ".sml .sig .fun"),
    "fsharp": language("F#", "fsharp", "fsharp", ".fs .fsi .fsx .fsscript", aliases="f#"),
    "reason": language("Reason", "reasonml", "c", ".re .rei"),
    "dart": language("Dart", "dart", "c", ".dart", interpreters="dart"),
    "zig": language("Zig", "zig", "c", ".zig .zon"),
    "nim": language("Nim", "nim", "nim", ".nim .nims .nimble .nimrod", interpreters="nim"),
    "crystal": language("Crystal", "crystal", "crystal", ".cr", interpreters="crystal"),
    "d": language("D", "d", "c", ".d .di", interpreters="rdmd dmd"),
    "v": language("V", "go", "go", ".v.mod", "v.mod"),
    "odin": language("Odin", "odin", "c", ".odin"),
    "vala": language("Vala", "vala", "c", ".vala .vapi"),
    "objective-c": language("Objective-C", "objective-c", "c", ".m", aliases="objc"),
    "objective-cpp": language("Objective-C++", "objective-c++", "c", ".mm"),
    "cuda-cpp": language("CUDA C++", "cuda", "c", ".cu .cuh"),
    "makefile": language(
        "Makefile",
        "make",
        "make",
        ".mk .mak .make",
        "Makefile makefile GNUmakefile OCamlMakefile BSDmakefile",
        "Makefile.* makefile.* GNUmakefile.*",
        "make gmake",
        aliases="make",
    ),
    "cmake": language("CMake", "cmake", "cmake", ".cmake .cmake.in", "CMakeLists.txt"),
    "meson": language("Meson", "meson", "hash"),
    "dockerfile": language(
        "Dockerfile",
        "docker",
        "hash",
        ".dockerfile .containerfile .docker",
        "Dockerfile dockerfile Containerfile",
        "Dockerfile.* Containerfile.* *.Dockerfile",
        aliases="docker",
    ),
    "dockercompose": language(
        "Compose",
        "yaml",
        "yaml",
        "",
        "compose.yml compose.yaml docker-compose.yml docker-compose.yaml",
        "compose.*.yml compose.*.yaml docker-compose.*.yml docker-compose.*.yaml",
    ),
    "diff": language("Diff", "diff", "diff", ".diff .patch .rej", first_line=r"^diff --git "),
    "git-commit": language(
        "Git Commit Message", "", "hash", "", "COMMIT_EDITMSG MERGE_MSG TAG_EDITMSG"
    ),
    "git-rebase": language("Git Rebase Message", "", "hash", "", "git-rebase-todo"),
    "latex": language("LaTeX", "tex", "tex", ".tex .ltx .ctx .dtx .ins .aux .toc"),
    "tex": language("TeX", "tex", "tex", ".sty .cls .bbx .cbx .lbx"),
    "bibtex": language("BibTeX", "bibtex", "percent", ".bib"),
    "typst": language("Typst", "typst", "c", ".typ"),
    "viml": language(
        "Vim Script",
        "vim",
        "vim",
        ".vim .vmb",
        ".vimrc _vimrc .gvimrc _gvimrc .exrc vimrc .ideavimrc",
        aliases="vim",
    ),
    "asm": language("Assembly (NASM)", "nasm", "asm", ".asm .nasm .ASM", aliases="assembly nasm"),
    "gas": language("Assembly (GNU)", "gas", "gas", ".s .sx"),
    "llvm": language("LLVM IR", "llvm", "semicolon", ".ll"),
    "wat": language("WebAssembly Text", "wat", "lisp", ".wat .wast"),
    "proto3": language("Protocol Buffers", "protobuf", "c", ".proto", aliases="protobuf proto"),
    "graphql": language("GraphQL", "graphql", "hash", ".graphql .gql .graphqls"),
    "terraform": language("Terraform", "terraform", "hash", ".tf .tfvars", ".terraform.lock.hcl"),
    "hcl": language("HCL", "terraform", "hash", ".hcl .nomad .pkr.hcl"),
    "vue": language("Vue", "vue", "markup", ".vue"),
    "svelte": language("Svelte", "html", "markup", ".svelte"),
    "astro": language("Astro", "html", "markup", ".astro"),
    "handlebars": language(
        "Handlebars", "html+handlebars", "handlebars", ".handlebars .hbs .hjs .mustache"
    ),
    "jinja-html": language(
        "Jinja HTML",
        "html+jinja",
        "jinja",
        ".html.j2 .html.jinja .html.jinja2 .htm.j2 .djhtml .njk",
    ),
    "jinja": language("Jinja", "jinja", "jinja", ".j2 .jinja .jinja2", aliases="django"),
    "twig": language("Twig", "html+twig", "jinja", ".twig .html.twig"),
    "jade": language("Pug", "pug", "indented-markup", ".pug .jade", aliases="pug"),
    "haml": language("Haml", "haml", "data", ".haml"),
    "slim": language("Slim", "slim", "data", ".slim"),
    "coffeescript": language(
        "CoffeeScript",
        "coffeescript",
        "coffeescript",
        ".coffee .cson .iced .litcoffee",
        "Cakefile",
        interpreters="coffee",
    ),
    "http": language("HTTP", "http", "hash", ".http .rest.http"),
    "nginx": language(
        "nginx",
        "nginx",
        "hash",
        ".nginx .nginxconf",
        "nginx.conf",
        "*/nginx/*.conf */sites-available/* */sites-enabled/*",
    ),
    "apacheconf": language(
        "Apache Configuration", "apacheconf", "hash", ".htaccess", "apache2.conf httpd.conf"
    ),
    "fortran": language("Fortran", "fortran", "fortran", ".f90 .f95 .f03 .f08 .F90 .F95 .F03 .F08"),
    "fortran-fixed": language("Fortran (fixed form)", "fortranfixed", "fortran", ".f .for .F .f77"),
    "pascal": language("Pascal", "delphi", "pascal", ".pas .pp .dpr .dpk .lpr", aliases="delphi"),
    "ada": language("Ada", "ada", "ada", ".adb .ads .ada"),
    "cobol": language("COBOL", "cobol", "plain", ".cob .cbl .cpy .COB .CBL"),
    "vb": language("Visual Basic", "vb.net", "vb", ".vb .vbs .bas .brs", aliases="vbnet"),
    "matlab": language("MATLAB", "matlab", "matlab", ".matlab .mlx.m"),
    "octave": language("Octave", "octave", "matlab", "", "", "", "octave octave-cli"),
    "verilog": language("Verilog", "verilog", "verilog", ".v .vh"),
    "systemverilog": language("SystemVerilog", "systemverilog", "verilog", ".sv .svh"),
    "vhdl": language("VHDL", "vhdl", "vhdl", ".vhd .vhdl"),
    "glsl": language(
        "GLSL",
        "glsl",
        "c",
        ".glsl .vert .frag .geom .tesc .tese .comp .vs .fs.glsl .mesh .task .rgen",
    ),
    "hlsl": language("HLSL", "hlsl", "c", ".hlsl .hlsli .fx .fxh .cginc .compute"),
    "wgsl": language("WGSL", "wgsl", "c", ".wgsl"),
    "solidity": language("Solidity", "solidity", "c", ".sol"),
    "tcl": language("Tcl", "tcl", "hash", ".tcl .tk .itcl .adp", interpreters="tclsh wish expect"),
    "awk": language("AWK", "awk", "hash", ".awk", interpreters="awk gawk mawk nawk"),
    "sed": language("sed", "sed", "hash", ".sed", interpreters="sed"),
    "nix": language("Nix", "nix", "hash", ".nix"),
    "prolog": language("Prolog", "prolog", "percent", ".pro .prolog .plt", interpreters="swipl"),
    "puppet": language("Puppet", "puppet", "hash", ".puppet"),
    "gherkin": language("Gherkin", "gherkin", "hash", ".feature", aliases="cucumber feature"),
    "robotframework": language("Robot Framework", "robotframework", "hash", ".robot .resource"),
    "log": language("Log", "", "plain", ".log", "", "*.log.?"),
    "csv": language("CSV", "", "plain", ".csv .tsv"),
    "gettext": language("Gettext", "pot", "hash", ".po .pot"),
    "gdscript": language("GDScript", "gdscript", "python", ".gd"),
    "mojo": language("Mojo", "mojo", "python", ".mojo"),
    "cython": language("Cython", "cython", "python", ".pyx .pxd .pxi"),
    "qml": language("QML", "qml", "javascript", ".qml .qbs"),
    "haxe": language("Haxe", "haxe", "c", ".hx .hxsl"),
    "gleam": language("Gleam", "gleam", "c", ".gleam"),
    "idris": language("Idris", "idris", "haskell", ".idr"),
    "agda": language("Agda", "agda", "haskell", ".agda"),
    "lean4": language("Lean", "lean4", "haskell", ".lean", aliases="lean"),
    "coq": language("Rocq", "coq", "ml", "", aliases="rocq"),
    "tla": language("TLA+", "text", "plain", ".tla"),
    "jsonnet": language("Jsonnet", "jsonnet", "c", ".jsonnet .libsonnet"),
    "xquery": language("XQuery", "xquery", "c", ".xq .xqy .xql .xqm .xquery"),
    "applescript": language(
        "AppleScript", "applescript", "dashes", ".applescript", interpreters="osascript"
    ),
    "autohotkey": language("AutoHotkey", "autohotkey", "semicolon", ".ahk .ahkl"),
    "mermaid": language("Mermaid", "", "plain", ".mmd .mermaid"),
    "kconfig": language("Kconfig", "kconfig", "hash", "", "Kconfig"),
    "devicetree": language("Devicetree", "devicetree", "c", ".dts .dtsi"),
    "forth": language("Forth", "forth", "plain", ".frt .fth .4th"),
    "smalltalk": language("Smalltalk", "smalltalk", "plain", ".st"),
}

# Lexers that are a part of something, a template around something, or of no use in an editor; tnt
# does not always come to an end.
NOT_LISTED = re.compile(
    r"\+(?!ng2|cheetah)|^(?:text|raw|output|null|python2|py2tb|pytb|json|json-object|lean|postgres"
    r"|jsonld|hsail|nusmv|ansys|doscon|gst|tnt)$"
)


def table() -> dict[str, Any]:
    from pygments.lexers import LEXERS, find_lexer_class_by_name

    taken_extensions: set[str] = set()
    taken_names: set[str] = set()
    for entry in LANGUAGES.values():
        for extension in entry["extensions"]:
            _claim(extension, taken_extensions)
        for name in entry["filenames"]:
            _claim(name, taken_names)
    languages = {identifier: dict(entry) for identifier, entry in LANGUAGES.items()}
    described = set()
    for identifier, entry in LANGUAGES.items():
        lexer = entry["lexer"]
        if not lexer or lexer.startswith("pith:"):
            continue
        lexer_class = find_lexer_class_by_name(lexer)
        if lexer_class.__name__ not in described:
            described.add(lexer_class.__name__)
            _add_names(languages[identifier], lexer_class.filenames, taken_extensions, taken_names)
    for class_name, (_, name, aliases, filenames, _) in sorted(
        LEXERS.items(), key=lambda item: item[1][1].casefold()
    ):
        if class_name in described or not aliases or NOT_LISTED.search(aliases[0]):
            continue
        identifier = aliases[0]
        if identifier in languages:
            continue
        languages[identifier] = entry = language(name, aliases[0], "")
        entry["aliases"] = list(aliases[1:])
        _add_names(entry, filenames, taken_extensions, taken_names)
    return {
        "languages": {
            identifier: {key: value for key, value in entry.items() if value or key == "name"}
            for identifier, entry in languages.items()
        },
        "rules": RULES,
    }


def _claim(name: str, taken: set[str]) -> None:
    if name in taken:
        raise SystemExit(f"two languages claim {name!r}")
    taken.add(name)


def _add_names(
    entry: Entry, filenames: Any, taken_extensions: set[str], taken_names: set[str]
) -> None:
    """Give a language the lexer's file names that no other language has."""
    for pattern in filenames:
        if re.fullmatch(r"\*\.[^*?\[\]]+", pattern):
            extension = pattern[1:]
            if extension not in taken_extensions and extension != ".txt":
                taken_extensions.add(extension)
                entry["extensions"] = [*entry["extensions"], extension]
        elif not re.search(r"[*?\[]", pattern):
            if pattern not in taken_names:
                taken_names.add(pattern)
                entry["filenames"] = [*entry["filenames"], pattern]
        elif pattern not in entry["patterns"]:
            entry["patterns"] = [*entry["patterns"], pattern]


def text_of(data: dict[str, Any]) -> str:
    """One language a line, so that a change shows as a change of that line."""
    parts = []
    for part, entries in data.items():
        lines = ",\n".join(
            f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
            for key, value in entries.items()
        )
        parts.append(f"{json.dumps(part)}:{{\n{lines}\n}}")
    return "{" + ",\n".join(parts) + "}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="say whether the file is up to date")
    arguments = parser.parse_args()
    text = text_of(table())
    if arguments.check:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            print(f"{TARGET} is stale: run python packaging/make_languages.py")
            return 1
        return 0
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {text.count(chr(10))} lines, {len(text)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
