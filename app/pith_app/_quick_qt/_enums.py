"""Making the classes of Qt's enums quickly.

The binding makes every enum of a Qt class when that class is first touched, all 93 of the
namespace `Qt` at once, by calling `enum.IntEnum(name, members, boundary=KEEP)` and the like. The
window touches classes with 230 enums before it is painted, and Python's way of making a member
considers much that cannot be the case for them: it is a sixth of the start.

`install()` puts a shorter way in front of Python's, for exactly those calls. What it makes is the
same to the last attribute; a class that is in any way special is left to Python. It knows the
insides of `enum`, so it is for versions of Python it was tried with.
"""

from __future__ import annotations

import sys
from enum import KEEP, Enum, EnumType, Flag, IntEnum, IntFlag
from typing import Any

TRIED = ((3, 11),)

_ordinary: Any = EnumType._create_  # type: ignore[attr-defined]
_make_class: Any = EnumType.__new__
_set_attribute = type.__setattr__


class _Kind:
    """What the classes of one kind of enum have in common, taken from one that has no members."""

    def __init__(self, base: EnumType) -> None:
        empty = _ordinary(base, "Empty", [], module=__name__, boundary=KEEP)
        self.base = base
        self.taken = frozenset(dir(base)) | {"mro", "name", "value"}
        self.is_flag = issubclass(base, Flag)
        self.is_integer = issubclass(base, int)
        self.new_member = empty._new_member_
        self.namespace = dict(vars(empty))
        # In a namespace it would be wrapped; Python sets it when the class is there.
        self.new = self.namespace.pop("__new__")

    def make(self, name: str, members: list[tuple[str, int]], module: str) -> EnumType:
        names: list[str] = []
        by_name: dict[str, Any] = {}
        by_value: dict[int, Any] = {}
        namespace = self.namespace.copy()
        namespace["__module__"] = module
        namespace["_member_names_"] = names
        namespace["_member_map_"] = by_name
        namespace["_value2member_map_"] = by_value
        namespace["_unhashable_values_"] = []
        made = _make_class(EnumType, name, (self.base,), namespace, _simple=True)
        new_member, is_flag, is_integer = self.new_member, self.is_flag, self.is_integer
        mask = singles = 0
        for key, value in members:
            member = by_value.get(value)
            single = value != 0 and value & (value - 1) == 0
            if member is None:
                member = new_member(made, value) if is_integer else new_member(made)
                member._value_ = value
                member._name_ = key
                member.__objclass__ = made
                member._sort_order_ = len(names)
                by_value[value] = member
                if single or not is_flag:
                    names.append(key)
            if is_flag:
                mask |= value
                if single:
                    singles |= value
            by_name[key] = member
            _set_attribute(made, key, member)
        _set_attribute(made, "__new__", self.new)
        if is_flag and members:
            if "_singles_mask_" in namespace:
                made._flag_mask_, made._singles_mask_ = mask, singles
            else:  # before 3.11.4
                made._flag_mask_ = singles
            made._all_bits_ = 2 ** mask.bit_length() - 1
            values = [by_name[key]._value_ for key in names]
            if values != sorted(values):
                made._iter_member_ = made._iter_member_by_def_
        return made  # type: ignore[no-any-return]


_kinds: dict[EnumType, _Kind] = {}


def _create(
    cls: EnumType,
    class_name: str,
    names: Any,
    *,
    module: str | None = None,
    qualname: str | None = None,
    type: Any = None,  # noqa: A002
    start: int = 1,
    boundary: Any = None,
) -> Any:
    """Stands in for EnumType._create_."""
    if module is None:
        # Whoever called the class, as it is found by the method this stands in for.
        module = sys._getframe(2).f_globals.get("__name__")
    kind = _kinds.get(cls)
    if (
        kind is not None
        and boundary is KEEP
        and qualname is None
        and type is None
        and module is not None
        and _is_plain(names, kind.taken)
    ):
        return kind.make(class_name, names, module)
    return _ordinary(
        cls,
        class_name,
        names,
        module=module,
        qualname=qualname,
        type=type,
        start=start,
        boundary=boundary,
    )


def _is_plain(members: Any, taken: frozenset[str]) -> bool:
    """Whether they are a list of pairs of name and integer, without any name that is special."""
    if type(members) is not list:
        return False
    seen = set()
    for member in members:
        if type(member) is not tuple or len(member) != 2:
            return False
        name, value = member
        if type(name) is not str or type(value) is not int or name[:1] in ("", "_"):
            return False
        seen.add(name)
    return len(seen) == len(members) and seen.isdisjoint(taken)


def install() -> bool:
    """Make enums the short way from now on; False if Python is not one it was tried with."""
    if sys.version_info[:2] not in TRIED:
        return False
    for base in (Enum, IntEnum, Flag, IntFlag):
        _kinds[base] = _Kind(base)
    EnumType._create_ = _create  # type: ignore[attr-defined]
    return True
