"""The settings there are, by name and by what they do; the chosen one is gone to in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pith.base import CancelToken, Future, ProblemError, TomlPositions, TomlStatement
from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.settings import Setting, SettingsLayer, edit_settings, shown
from pith.text import Edit
from pith.workspace import edits_between
from pith_app._window._pick import PickItem, PickSource, StaticSource
from pith_app._window._tab import Place, Tab

if TYPE_CHECKING:
    from pith_app._program import Program


def settings_source(program: Program) -> PickSource:
    """What is changed already comes first."""
    settings = program.kernel.settings

    def item(setting: Setting, group: str) -> PickItem:
        value = shown(settings.get(setting.key))
        described = " ".join(setting.description.split())
        return PickItem(setting.key, setting.key, f"{value}   {described}", group=group)

    changed: list[Setting] = []
    others: list[Setting] = []
    for setting in sorted(settings.declared(), key=lambda each: each.key):
        is_set = settings.is_set(setting.key, SettingsLayer.USER)
        (changed if is_set else others).append(setting)
    items = [
        item(each, "" if number else heading)
        for heading, part in (("changed", changed), ("as they come", others))
        for number, each in enumerate(part)
    ]
    return StaticSource(
        items,
        lambda chosen: _go_to(program, chosen.id),
        placeholder="Select a setting to change (type a name, or what it is about)",
    )


class _Edited(NamedTuple):
    """What makes a setting stand in the file, and where its value is then."""

    edits: tuple[Edit, ...]
    start: int
    end: int


def _go_to(program: Program, key: str) -> None:
    """Open the settings with the value of `key` selected. It counts when the file is saved."""
    value = program.kernel.settings.get(key)
    file = program.user_files.settings_file

    def opened(done: Future[Tab]) -> None:
        if done.exception() is not None:
            return  # which opening it tells of
        tab = done.result()
        if tab.view is None:
            return
        before = str(tab.view.state.text)

        def edit(token: CancelToken) -> _Edited:
            return _edited(before, key, value)

        editing = program.kernel.worker.submit(edit, "edit settings")
        editing.on_done(lambda made: _show(program, tab, before, made))

    program.user_files.make(file).on_done(lambda _: program.documents.open(file).on_done(opened))


def _edited(before: str, key: str, value: object) -> _Edited:
    """Raises ProblemError if the text is not TOML."""
    after = before if _pair(before, key) is not None else edit_settings(before, {key: value})
    pair = _pair(after, key)
    start, end = (pair.value, pair.end) if pair is not None else (0, 0)
    return _Edited(tuple(edits_between(before, after)), start, end)


def _pair(text: str, key: str) -> TomlStatement | None:
    """Where a setting stands; with quotes its dots may be part of one name."""
    statements = TomlPositions(text).statements()
    pairs = (each for each in statements if each.kind in ("pair", "inline"))
    return next((each for each in pairs if ".".join(map(str, each.path)) == key), None)


def _show(program: Program, tab: Tab, before: str, made: Future[_Edited]) -> None:
    error = made.exception()
    if isinstance(error, ProblemError):
        program.notifications.notify(str(error), "warning")
    if error is not None or tab.view is None or str(tab.view.state.text) != before:
        return  # somebody types there
    edits, start, end = made.result()
    value = Selection.of([Range(start, end)])
    if edits:
        changes = ChangeSet.of(len(before), edits)
        tab.view.apply(Transaction(changes, value, "settings"))
    row, column = tab.view.state.text.point_at(start)
    program.editors.go_to(tab, Place(row, column))
    tab.view.select(value, "select.setting")
