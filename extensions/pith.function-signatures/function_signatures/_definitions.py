"""Where functions are defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from function_signatures._c_like import is_definition, type_above, without_modifiers
from function_signatures._classes import constructors
from function_signatures._definition import Definition
from function_signatures._language import Form
from function_signatures._parameters import Given, Listed, listed, on_one_line
from function_signatures._source import Source

MOST = 50  # definitions of one name


def uses(source: Source, name: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Every place where a name stands as a whole."""
    more = re.escape(source.language.more_in_names)
    flags = re.IGNORECASE if source.language.any_case else 0
    # The name first: that is what the search is fast for.
    name = re.escape(name)
    pattern = re.compile(rf"{name}(?<![\w{more}]{name})(?!\w)", flags)
    stop = len(source.mask) if end is None else end
    return (match.start() for match in pattern.finditer(source.mask, start, stop))


def definitions_of(
    source: Source, name: str, start: int = 0, end: int | None = None
) -> list[Definition]:
    """All that a name is defined as, between two offsets, in the order in which that stands
    there."""
    found: list[Definition] = []
    classes = 0
    for place in uses(source, name, start, end):
        for form in source.language.forms:
            if form.of_class and classes >= MOST:
                continue
            more = _defined(source, form, place, place + len(name))
            if more is None:
                continue
            classes += form.of_class
            found += more
            break
        if len(found) >= MOST:
            break
    return found


def is_being_defined(source: Source, start: int) -> bool:
    """Whether what stands before a name says that it is defined there."""
    before = source.before(start)
    return any(form.certain and form.before.search(before) for form in source.language.forms)


def _defined(source: Source, form: Form, start: int, end: int) -> list[Definition] | None:
    """None if this is no definition of that form; a class may be one, and have none."""
    mask = source.mask
    constructs = mask[start:end] == source.language.constructor
    if form.of_constructor and not constructs:
        return None
    if form.of_class and constructs:  # or classes could be in each other to any depth
        return None
    after = form.after.match(mask, end, end + 600)
    if after is None:
        return None
    before = form.before.search(source.before(start))
    if before is None:
        return None
    if form.of_class:
        return constructors(source, start, end, definitions_of)
    if "bare" in form.after.groupindex:
        name = after.group("bare")
        return [Definition(start, after.end(), Listed(name, (Given(0, len(name), name),)))]
    close = source.lists.closing(after.end() - 1)
    if close < 0:
        return None
    behind = form.tail.match(mask, close + 1, close + 600) if form.tail is not None else None
    if form.tail is not None and behind is None:
        return None
    if form.typed and not is_definition(source, start, before, (after.end(), close), behind):
        return None
    text, stop = returned(source, form, close + 1)
    kind = ""
    if "type" in form.before.groupindex:
        row = start - len(before.string)
        written = on_one_line(source, row + before.start("type"), row + before.end("type"))
        kind = without_modifiers(written)
    elif form.typed and behind is not None and "sign" in behind.re.groupindex:
        kind = type_above(source, start)
    if kind and (kind[-1] not in "*&" or mask[start - 1].isspace()):
        kind += " "
    return [Definition(start, stop, listed(source, after.end(), close), kind, text)]


def returned(source: Source, form: Form, place: int) -> tuple[str, int]:
    """What is shown behind the parameters that end before `place`, and where that ends."""
    match = (
        form.returns.match(source.mask, place, place + 400) if form.returns is not None else None
    )
    if match is None:
        return "", place
    group = match.lastgroup or "type"
    text = on_one_line(source, *match.span(group)).rstrip(",")
    arrow = source.language.arrow if group == "type" else ": {}"
    return (arrow.format(text) if text else ""), match.end()
