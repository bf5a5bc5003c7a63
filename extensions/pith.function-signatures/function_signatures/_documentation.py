"""What stands beside a definition to explain it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from function_signatures._definition import Definition
from function_signatures._language import COMMENT
from function_signatures._source import Source

MOST_ROWS = 60
LONGEST_ROW = 400  # of a comment
LONGEST = 2000  # characters that are shown
STRING_HEAD = re.compile(r"\s*(?:->[^\n:]*)?:\s*(?=[rRuUbB]{0,2}\"+)")
QUOTED = re.compile(r"[rRuUbB]{0,2}(\"\"\"|'''|\"|')(.*?)(?:\1|\Z)", re.DOTALL)
MARKS = re.compile(
    r"[ \t]*(?:///?!?|//!|/\*[*!]?|\*+(?!\w)|#[:'|]?#*!?|--\[=*\[|---?|%+|;+|!+|'|\{|\(\*|=begin)?"
    r"[ \t]?"
)
END_MARKS = re.compile(r"[ \t]*(?:\*+/|\*\)|\]=*\]|=#|\]#|\}|=end)?[ \t]*$")
ATTRIBUTE = re.compile(r"[ \t]*(?:@|#\[|\[\w|template\b|export\b)")
TYPE_ALONE = re.compile(r"\w+(?:[ \t*]+\w+)*[ \t*]*$")
RULE = re.compile(r"[\W_]*")
TAG = re.compile(r"[ \t]*[@\\](\w+)\b|[ \t]*:(param|parameter|arg|returns?|rtype|raises|type)\b")
PARAMETER_TAG = re.compile(
    r"[ \t]*(?:[@\\]param(?:\[\w+(?:,\w+)*\])?|:(?:param|parameter|arg)|-[ \t]*Parameter)"
    r"[ \t]+(?:\{[^}]*\}[ \t]*)?"
    r"(?:[\w.\[\]]+[ \t]+(?=\w+:)|[^\s$]+[ \t]+(?=[&.]*\$))?\[?[$*.]*(\w+)"
    r"[^\s:\-]*[ \t]*[:\-]?[ \t]*(.*)"
)
SECTION = re.compile(r"[ \t]*(?:Args|Arguments|Parameters|Params)[ \t]*:?[ \t]*$")
SECTION_ITEM = re.compile(r"([ \t]*)[*]{0,2}(\w+)[ \t]*(?:\([^)]*\))?[ \t]*:[ \t]*(.*)")
XML = re.compile(r"</?[A-Za-z][^<>\n]*>")
XML_PARAMETER = re.compile(r"<param name=\"(\w+)\">(.*?)(?:</param>|\Z)", re.DOTALL)


class Documentation:
    """What is said of a function, and of its parameters by their names."""

    def __init__(self, lines: Iterable[str], first_paragraph: bool) -> None:
        kept: list[str] = []
        self.parameters: dict[str, str] = {}
        into: str | None = None  # the parameter that the rows are about
        section = False  # whether what is listed is parameters…
        depth = -1  # … and how deep
        over = False
        for line in lines:
            tagged = PARAMETER_TAG.match(line)
            if tagged is not None:
                into, section, over = tagged[1], False, True
                self.parameters[into] = tagged[2].strip()
            elif SECTION.match(line) and (over or first_paragraph):
                section, depth, into, over = True, -1, None, True
            elif (
                section
                and (item := SECTION_ITEM.match(line)) is not None
                and (depth < 0 or len(item[1]) <= depth)
            ):
                depth, into = len(item[1]), item[2]
                self.parameters[into] = item[3].strip()
            elif not line.strip():
                if into is None or section:
                    over = over or (first_paragraph and bool(kept))
                into = None
                if not over and kept:
                    kept.append("")
            elif TAG.match(line):
                into, over = None, True
            elif into is not None:
                self.parameters[into] = f"{self.parameters[into]} {line.strip()}".strip()
            elif not over:
                kept.append(line.strip())
        paragraphs = "\n".join(kept).split("\n\n")
        text = "\n".join(" ".join(each.split()) for each in paragraphs if each.strip())
        self.text = shortened(text)
        self.parameters = {name: shortened(said) for name, said in self.parameters.items()}


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def documentation_of(source: Source, definition: Definition) -> Documentation:
    """What stands in a docstring, or in the comment directly above."""
    if source.language.docstrings:
        found = _docstring(source, definition.end)
        if not found.text and definition.outer is not None:
            outer = _docstring(source, _head_end(source, definition.outer))
            found.text = outer.text
            found.parameters = {**outer.parameters, **found.parameters}
        if found.text:
            return found
    above = _comment_above(source, definition.start)
    if not above.text and definition.outer is not None:
        return _comment_above(source, definition.outer)
    return above


def _head_end(source: Source, start: int) -> int:
    """Where what is between the name of a class and its colon ends."""
    match = re.compile(
        r"\w+[ \t]*(?:\[[^\]\n]*\])?[ \t]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?"
    ).match(source.mask, start, start + 2000)
    return match.end() if match is not None else start


def _docstring(source: Source, end: int) -> Documentation:
    head = STRING_HEAD.match(source.mask, end, end + 2000)
    if head is None:
        return Documentation((), True)
    string = QUOTED.match(source.text, head.end(), head.end() + 4 * LONGEST)
    return Documentation(string[2].strip().split("\n") if string is not None else (), True)


def _comment_above(source: Source, start: int) -> Documentation:
    row = source.row_start(start)
    lines: list[str] = []
    if start - row > LONGEST_ROW:  # one of many in that row
        return _of_comment(lines)
    for _ in range(MOST_ROWS):
        if not row:
            break
        above = source.row_start(row - 1)
        code = source.mask[above : row - 1]
        if COMMENT in code[:LONGEST_ROW] and not code.strip():
            end = row - 1
            text = source.text[above:end][:LONGEST_ROW]
            if text.rstrip().endswith(source.language.comment_ends or "\0") and not lines:
                begin = _block_begin(source, end)
                if begin is not None:
                    return _of_comment(source.text[begin:end].split("\n"))
            lines.append(text)
        elif lines or not _belongs(code, source.language.name_last):
            break
        row = above
    return _of_comment(lines[::-1])


def _block_begin(source: Source, end: int) -> int | None:
    """Where a comment of several rows begins."""
    for sign in source.language.comments:
        if (len(sign) < 2 and sign != "{") or sign in ("//", "--", "#"):
            continue
        begin = source.text.rfind(sign, max(0, end - 4 * LONGEST), end)
        if begin >= 0 and source.mask[begin] == COMMENT:
            return begin
    return None


def _belongs(code: str, typed: bool) -> bool:
    """Whether a row between a comment and a definition is a part of that: `@cached`, `#[test]`,
    `template <class T>`, and where it is `typed`, what is returned."""
    if typed and TYPE_ALONE.match(code[:LONGEST_ROW]):
        return True
    return bool(ATTRIBUTE.match(code[:LONGEST_ROW]))


def _of_comment(rows: list[str]) -> Documentation:
    text = "\n".join(_without_marks(row) for row in rows)
    of_parameters: dict[str, str] = {}
    if "<summary>" in text or "<param " in text:
        of_parameters = {name: " ".join(said.split()) for name, said in XML_PARAMETER.findall(text)}
        text = XML.sub("", XML_PARAMETER.sub("", text))
    found = Documentation(text.split("\n"), False)
    found.parameters = {**of_parameters, **found.parameters}
    return found


def _without_marks(row: str) -> str:
    row = END_MARKS.sub("", row[:LONGEST_ROW], count=1)
    marks = MARKS.match(row)
    row = row[marks.end() :] if marks is not None else row
    return "" if RULE.fullmatch(row) else row
