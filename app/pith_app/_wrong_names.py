"""Names in the person's files that nobody answers to: themes, keymaps, languages, commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pith.base import Problem, Severity, TomlPositions
from pith.commands import Binding
from pith.settings import SettingsLayer
from pith_app._kernel import Kernel

_MOST = 20


def wrong_names(
    kernel: Kernel, settings_file: Path, positions: TomlPositions | None, keys: Sequence[Binding]
) -> list[Problem]:
    """What is named and is not there, with what was probably meant."""
    found: list[Problem] = []
    source = str(settings_file)

    def line(*path: str) -> int | None:
        return positions.line(list(path)) if positions is not None else None

    settings = kernel.settings
    theme = str(settings.get("window.theme"))
    if (
        settings.is_set("window.theme", SettingsLayer.USER)
        and theme.casefold() != "auto"
        and kernel.themes.get(theme) is None
    ):
        names = [each.name for each in kernel.themes.all()]
        found.append(
            _missing(f"there is no theme '{theme}'", theme, names, source, line("window", "theme"))
        )
    keymap = str(settings.get("window.keymap"))
    if keymap and kernel.keymaps.get(keymap) is None:
        names = [each.name for each in kernel.keymaps.all()]
        message = f"there is no keymap '{keymap}'"
        found.append(_missing(message, keymap, names, source, line("window", "keymap")))
    for language in settings.languages(SettingsLayer.USER):
        if language not in kernel.languages:
            ids = [each.id for each in kernel.languages.all()]
            message = f"there is no language '{language}'"
            found.append(_missing(message, language, ids, source, line("language", language)))
    for binding in keys:
        command = binding.removes or binding.command
        if kernel.bus.find(command) is None and not kernel.bus.is_handled(command):
            ids = [each.id for each in kernel.bus.commands()]
            file, _, row = binding.source.rpartition(":")
            message = f"there is no command '{command}'"
            found.append(_missing(message, command, ids, file, int(row)))
            if len(found) >= _MOST:
                break
    return found


def _missing(
    message: str, name: str, known: Iterable[str], source: str, line: int | None
) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1)
    advice = f"did you mean '{near[0]}'?" if near else "an extension that brings it may be missing"
    return Problem(message, source, line, None, advice, Severity.WARNING)
