"""A window in which an extension is written: what becomes of it is always in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pith.base import Scope
from pith.host import ExtensionRecord

if TYPE_CHECKING:
    from pith.host import ExtensionHost
    from pith_app._program import Program

_MOST_HELD: Final = 12
_LONGEST: Final = 80


class Developing:
    """The item of the status bar that says which version of the extension runs, how long it took to
    load, and what keeps the next one out; a click leads there. Its output is shown below."""

    def __init__(
        self,
        program: Program,
        host: ExtensionHost,
        folder: Path,
        show_page: Callable[[str], object],
    ) -> None:
        self._program = program
        self._host = host
        self._folder = folder
        self._show_page = show_page
        self._generation = 0
        self._when = ""
        self._scope = Scope(f"development of {folder.name}")
        bar = program.window.status_bar
        self._item = bar.add("Extension under Development", priority=80, on_click=self._clicked)
        self._scope.add(bar.owned(self._item))
        self._scope.add(host.changed.connect(lambda ids: self._update()))

    def dispose(self) -> None:
        self._scope.dispose()

    def start(self) -> None:
        """Show the extension's output, and load it: its first mistake is told now."""
        record = self._record()
        if record is not None:
            self._program.show_output(record.id)
            if record.state == "installed":
                self._host.activating.activate(record.id, "its development")
        self._update()

    def _record(self) -> ExtensionRecord | None:
        return next((each for each in self._host.records() if each.folder == self._folder), None)

    def _update(self) -> None:
        record = self._record()
        if record is None:
            self._item.set_content(f"$(error) {self._folder.name}: no extension", str(self._folder))
            return
        if record.generation != self._generation:
            self._generation = record.generation
            self._when = f"{datetime.now():%H:%M:%S}"
        self._item.set_content(_text(record), self._tip(record))

    def _tip(self, record: ExtensionRecord) -> str:
        lines = [f"{record.name} {record.version}, {record.state}"]
        if record.generation:
            time = f"{record.activation_time * 1000:.1f} ms"
            lines.append(f"load {record.generation}, at {self._when}, in {time}")
        problems = (*record.problems, *record.declined)
        lines += [str(problem) for problem in problems]
        held = record.holds
        if held:
            lines.append(f"holds {len(held)}:")
            lines += [f"    {each}" for each in held[:_MOST_HELD]]
            if len(held) > _MOST_HELD:
                lines.append("    …")
        return "\n".join(lines)

    def _clicked(self) -> None:
        """Go to the first problem, or to the extension's page."""
        record = self._record()
        if record is None:
            return
        for problem in (*record.problems, *record.declined):
            if problem.source:
                from pith_app._window._tab import Place

                place = Place(problem.line - 1) if problem.line else None
                self._program.documents.open(Path(problem.source), place)
                return
        self._show_page(record.id)


def _text(record: ExtensionRecord) -> str:
    problems = (*record.problems, *record.declined)
    if problems:
        said = problems[0].message
        said = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
        running = f" (load {record.generation} runs)" if record.generation else ""
        return f"$(error) {record.name}: {said}{running}"
    if record.generation:
        time = f"{record.activation_time * 1000:.1f} ms"
        return f"$(tools) {record.name}: load {record.generation}, {time}"
    return f"$(tools) {record.name}: {record.state}"
