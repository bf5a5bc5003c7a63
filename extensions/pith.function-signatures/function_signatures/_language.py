"""What is to be known of a language to find calls and definitions in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: What stands in a mask for the characters of a string…
STRING = '"'
#: … and for those of a comment: a control character that is whitespace to regular expressions.
COMMENT = "\x1f"


@dataclass(frozen=True)
class Form:
    """A way to define a function: what stands around its name."""

    #: Has to be found before the name, in its row, and to reach to it.
    before: re.Pattern[str]
    #: Has to match behind the name: to behind the parenthesis that opens the parameters, or it has
    #: a group `bare`, the only parameter, without parentheses.
    after: re.Pattern[str]
    #: Has to match behind the parenthesis that closes them.
    tail: re.Pattern[str] | None = None
    #: What matches there, with a group `type`, is what is returned.
    returns: re.Pattern[str] | None = None
    #: Whether `before` alone says that the name is being defined.
    certain: bool = True
    #: Whether the type before the name, the group `type` of `before`, and parameters are to be
    #: looked at more closely: something else may look like it.
    typed: bool = False
    #: Whether it is of Python's classes, or another language's, which are called as their
    #: constructor is.
    of_class: bool = False
    #: Whether it is of the language's `constructor` alone.
    of_constructor: bool = False


@dataclass(frozen=True)
class Language:
    """A language, or several that are near to each other."""

    #: Strings and comments: matches wherever one begins, closed or not.
    skipped: re.Pattern[str]
    forms: tuple[Form, ...]
    #: How comments begin, and how those end that do not end with their row.
    comments: tuple[str, ...] = ("//", "/*")
    comment_ends: tuple[str, ...] = ("*/",)
    #: What parameters are separated by; and arguments.
    separators: str = ","
    argument_separators: str = ","
    #: What stands between the name of a parameter and the argument that is for it; "": nothing.
    named: str = ""
    #: Whether the name of a parameter is its last word: types come first.
    name_last: bool = False
    #: How the type that is returned is shown behind the parameters.
    arrow: str = ": {}"
    #: What names have in them besides word characters.
    more_in_names: str = "$"
    #: What has separators in it that are not the call's: types.
    apart: re.Pattern[str] = re.compile(
        r"(?<=\w)<(?=\w)[^<>();\n]{0,200}(?:<[^<>();\n]{0,200}>[^<>();\n]{0,200}){0,9}>(?=[(){},:>\s.]|\Z)"
    )
    #: How code begins that is in a string, up to a `}`, and how strings begin that have some: what
    #: is found where one begins, or in two characters before.
    fields: str | None = None
    with_fields: re.Pattern[str] = re.compile('"')
    #: What stands before parentheses as a call does, and is none, if that is not as in most.
    keywords: str = ""
    #: What may stand between the name and the parentheses of a call.
    between: str = r"[ \t]*"
    #: Whether `<` and `>` are brackets around types.
    angles: bool = True
    #: Whether parameters that begin with `*` stand for any number.
    stars: bool = False
    #: Whether brackets around parameters say that they may be left out: `[int a]`, `{int b}`.
    optional: bool = False
    #: Names of parameters that nobody gives: `self`.
    given: re.Pattern[str] | None = None
    #: The function of a class that says how it is called, "" if there is none to be looked for.
    constructor: str = ""
    #: Whether what belongs to a class is what is deeper than it, and not in braces.
    indented: bool = False
    #: How the constructor of what a class is made from is called, up to its parentheses…
    call_of_base: re.Pattern[str] | None = None
    #: … and how a class begins that is made from another, the group `base`. Where it has a group
    #: `depth`, what is deeper than that belongs to it.
    class_with_base: re.Pattern[str] = re.compile(r"(?!)")
    #: Whether case makes no difference.
    any_case: bool = False
    #: Whether documentation is a string within.
    docstrings: bool = False
    #: Whether blocks are in braces, so that an argument has none but in functions.
    braces: bool = True
    #: A row that begins so is in no call.
    statement: re.Pattern[str] = field(
        default=re.compile(
            r"[ \t]*(?:def|class|fun|fn|func|val|var|let|const|return|import|while|struct|enum"
            r"|interface|public|private|protected|local|end)(?:[ \t]+[\w*$({\[]|[ \t]*$)"
        )
    )
