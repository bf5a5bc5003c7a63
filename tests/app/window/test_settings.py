"""Settings, key bindings and themes while the window is open."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pith.base import OnDispose
from pith.workspace import FileWatcher
from pith_app import _user_files
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


class TestSettings:
    def test_a_new_file_explains_itself(self, open_window: OpenWindow) -> None:
        window = open_window()
        window.run("settings.open")
        window.until(lambda: window.tabs == ["settings.toml"])
        window.until(lambda: window.program.editors.active_widget is not None)
        assert "# tabSize = 4" in window.text
        assert window.program.user_files.problems == []

    def test_what_is_saved_in_the_window_counts_at_once(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        editor = window.program.editors.active_widget
        assert editor is not None
        before = editor.options.font_size
        window.run("settings.open")
        window.until(lambda: window.tabs == ["notes.txt", "settings.toml"])
        window.until(lambda: window.program.editors.active_widget is not editor)
        window.run("edit.insertText", text='"editor.fontSize" = 28\n')
        window.run("file.save")
        window.until(lambda: editor.options.font_size == before * 2)

    def test_another_program_may_change_them(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        write(window.user.settings_file, "[editor]\ntabSize = 3\n")
        window.until(lambda: window.status("Indentation") == "Spaces: 3")
        window.user.settings_file.unlink()
        window.until(lambda: window.status("Indentation") == "Spaces: 4")

    def test_problems_are_shown_with_file_and_line(
        self, open_window: OpenWindow, project: Path, user_dir: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        write(window.user.settings_file, '[editor]\n\ntabSize = "many"\nfontSise = 3\n')
        window.until(lambda: "2 problems" in window.status("Problems"))
        window.run("problems.show")
        assert len(window.picked()) == 2
        item = window.program.pick.model.items[0]
        assert item.description.startswith("settings.toml:3")
        window.key("enter", window.program.pick.input)
        window.until(lambda: window.tabs[-1] == "settings.toml")
        window.until(lambda: window.program.editors.active_widget is not None)
        assert window.status("Position").startswith("Ln 3")
        write(window.user.settings_file, "[editor]\ntabSize = 2\n")
        window.until(lambda: window.status("Problems") == "")

    def test_a_file_that_is_no_toml_keeps_what_counted(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        write(window.user.settings_file, "[editor]\ntabSize = 3\n")
        window.until(lambda: window.status("Indentation") == "Spaces: 3")
        write(window.user.settings_file, "[editor\ntabSize = 5\n")
        window.until(lambda: "1 problem" in window.status("Problems"))
        assert window.status("Indentation") == "Spaces: 3"

    def test_problems_at_the_start_have_their_lines_too(
        self, open_window: OpenWindow, user_dir: Path
    ) -> None:
        write(user_dir / "config" / "settings.toml", "[editor]\n\n\ntabSize = 0\n")
        for _ in range(2):  # the second start takes the file from its cache
            window = open_window()
            files = window.program.user_files
            window.until(lambda files=files: bool(files.problems))  # type: ignore[misc]
            [problem] = files.problems
            assert problem.line == 4
            window.close()

    def test_names_that_nobody_answers_to_are_said(
        self, open_window: OpenWindow, user_dir: Path
    ) -> None:
        write(
            user_dir / "config" / "settings.toml",
            '[window]\ntheme = "Pith Lite"\n\n[language.pyton.editor]\ntabSize = 2\n\n'
            "[explorer]\nconfirmDelete = false\n",
        )
        write(
            user_dir / "config" / "keybindings.toml",
            '[[keybindings]]\nkey = "ctrl+e"\ncommand = "file.safe"\n',
        )
        window = open_window()
        window.until(lambda: len(window.program.user_files.problems) == 3)
        said = [
            (each.message, each.line, each.advice) for each in window.program.user_files.problems
        ]
        assert said == [
            ("there is no theme 'Pith Lite'", 2, "did you mean 'Pith Light'?"),
            ("there is no language 'pyton'", 4, "did you mean 'python'?"),
            ("there is no command 'file.safe'", 1, "did you mean 'file.save'?"),
        ]
        write(window.user.settings_file, "")
        write(window.user.keybindings_file, "")
        window.until(lambda: window.status("Problems") == "")

    def test_what_lines_show_is_switched_in_the_menu(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        editor = window.program.editors.active_widget
        assert editor is not None
        shown: dict[str, Callable[[], bool]] = {
            "view.toggleWhitespace": lambda: editor.options.render_whitespace == "all",
            "view.toggleStickyScroll": lambda: editor.options.sticky_lines > 0,
            "view.toggleMinimap": lambda: editor.options.minimap,
        }
        for command, is_shown in shown.items():
            for _ in range(2):
                before = is_shown()
                window.run(command)
                window.until(lambda: is_shown() != before)  # noqa: B023 - called in here
                assert window.program.parts.switches[command]() == is_shown()

    def test_zooming_writes_the_setting_and_scales_everything(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        size = window.program.look.font().pixelSize()
        window.run("view.zoomIn")
        window.until(lambda: window.program.look.font().pixelSize() > size)
        assert "zoom = 1" in window.user.settings_file.read_text()
        window.run("view.zoomReset")
        window.until(lambda: window.program.look.font().pixelSize() == size)

    def test_the_wheel_zooms_every_editor_and_resetting_the_zoom_ends_that(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        first = window.program.editors.active_widget
        window.run("file.new")
        second = window.program.editors.active_widget
        assert first is not None
        assert second is not None
        assert not first.isVisible()
        height = second.style_in_use.row_height
        second.zoom(2)
        assert first.zoom_factor == second.zoom_factor > 1.2
        window.run("file.new")
        new = window.program.editors.active_widget
        assert new is not None
        assert new.zoom_factor == second.zoom_factor
        assert new.style_in_use.row_height > height
        window.run("view.zoomReset")
        assert {each.zoom_factor for each in (first, second, new)} == {1.0}
        assert new.style_in_use.row_height == height

    def test_the_minimap_is_a_setting_that_a_command_writes(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        widget = window.program.editors.active_widget
        assert widget is not None
        window.run("find.show")
        window.settle()
        bar = window.program.find_bar
        right = bar.geometry().right()
        window.run("view.toggleMinimap")
        window.until(lambda: widget.minimap_width > 0)
        assert "[editor.minimap]\nenabled = true" in window.user.settings_file.read_text()
        assert window.program.parts.switches["view.toggleMinimap"]()
        window.settle()
        assert bar.geometry().right() == right - widget.minimap_width
        window.run("view.toggleMinimap")
        window.until(lambda: widget.minimap_width == 0)
        window.settle()
        assert bar.geometry().right() == right


class TestKeyBindings:
    def test_a_binding_counts_at_once_and_is_shown(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        write(
            window.user.keybindings_file,
            '[[keybindings]]\nkey = "ctrl+e"\ncommand = "edit.upperCase"\n',
        )
        keys = window.program.kernel.keymap.keys_for
        window.until(lambda: str(keys("edit.upperCase")) == "ctrl+e")
        window.run("select.word")
        window.key("ctrl+e")
        assert window.text.startswith("ONE")

    def test_what_is_written_before_the_folder_is_watched_counts(
        self, open_window: OpenWindow, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The files are read before the first paint, the watch stands a moment after it."""
        watch = FileWatcher.watch
        text = '[[keybindings]]\nkey = "ctrl+b"\ncommand = "-view.toggleSideBar"\n'

        def late(watcher: FileWatcher, folder: Path, *rest: Any, **options: Any) -> OnDispose:
            if folder.name == "config" and not (folder / "keybindings.toml").exists():
                write(folder / "keybindings.toml", text)
            return watch(watcher, folder, *rest, **options)

        monkeypatch.setattr(FileWatcher, "watch", late)
        window = open_window(project / "notes.txt")
        keys = window.program.kernel.keymap.keys_for
        window.until(lambda: keys("view.toggleSideBar") is None)

    def test_a_folder_of_settings_with_dots_in_its_name_is_followed(
        self, open_window: OpenWindow, project: Path, tmp_path: Path
    ) -> None:
        window = open_window(project / "notes.txt", user_dir=project / ".." / "user")
        write(
            tmp_path / "user" / "config" / "keybindings.toml",
            '[[keybindings]]\nkey = "ctrl+b"\ncommand = "-view.toggleSideBar"\n',
        )
        keys = window.program.kernel.keymap.keys_for
        window.until(lambda: keys("view.toggleSideBar") is None)

    def test_a_slow_first_reading_is_not_forgotten(
        self, open_window: OpenWindow, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It goes on when watching begins, and the file is the one it was."""
        read, numbers = _user_files._text_of, count()

        def slow(file: Path) -> str:
            if file.name == "keybindings.toml" and not next(numbers):
                time.sleep(1.0)
            return read(file)

        monkeypatch.setattr(_user_files, "_text_of", slow)
        user = project.parent / "user"
        write(user / "config" / "keybindings.toml", "[[keybindings]\n")
        window = open_window(project / "notes.txt", user_dir=user)
        window.until(lambda: bool(window.program.user_files.problems))

    def test_a_key_is_taken_away(self, open_window: OpenWindow, project: Path) -> None:
        window = open_window(project / "notes.txt")
        write(
            window.user.keybindings_file,
            '[[keybindings]]\nkey = "ctrl+b"\ncommand = "-view.toggleSideBar"\n',
        )
        keys = window.program.kernel.keymap.keys_for
        window.until(lambda: keys("view.toggleSideBar") is None)
        window.key("ctrl+b")
        assert window.program.window.body.side_bar_shown

    def test_problems_name_the_line(self, open_window: OpenWindow) -> None:
        window = open_window()
        write(
            window.user.keybindings_file,
            '[[keybindings]]\nkey = "ctrl+nokey"\ncommand = "file.save"\n',
        )
        window.until(lambda: bool(window.program.user_files.problems))
        [problem] = window.program.user_files.problems
        assert problem.line == 2
        assert "nokey" in problem.message

    def test_keys_of_a_sequence_are_waited_for(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        window.key("ctrl+k")
        assert window.status("Pressed Keys").startswith("(Ctrl+K) was pressed")
        window.key("ctrl+t")
        assert window.program.pick.isVisible()
        window.program.pick.close_pick()
        window.key("ctrl+k")
        window.type("q")
        assert window.text == "one\ntwo\nthree\n"
        assert window.status("Pressed Keys") == ""


class TestThemes:
    def test_a_theme_is_seen_before_it_is_chosen(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        look = window.program.look
        dark = look.colors["editor.background"].lightness()
        window.run("theme.select")
        pick = window.program.pick
        window.type("light", pick.input)
        window.until(lambda: look.theme_name == "Pith Light")
        assert look.colors["editor.background"].lightness() > dark + 100
        window.key("escape", pick.input)
        window.until(lambda: look.theme_name == "Pith Dark")
        window.run("theme.select")
        window.type("light", pick.input)
        window.key("enter", pick.input)
        window.until(lambda: window.user.settings_file.exists())
        window.until(lambda: look.theme_name == "Pith Light")
        assert 'theme = "Pith Light"' in window.user.settings_file.read_text()

    def test_the_editor_and_the_window_change_their_colours(
        self, open_window: OpenWindow, project: Path
    ) -> None:
        window = open_window(project / "notes.txt")
        before = window.program.window.grab().toImage()
        write(window.user.settings_file, '[window]\ntheme = "Pith Light"\n')
        window.until(lambda: window.program.look.theme_name == "Pith Light")
        window.settle()
        after = window.program.window.grab().toImage()
        for x, y in ((20, 300), (150, 500), (700, 400), (500, 690)):
            assert after.pixelColor(x, y).lightness() > before.pixelColor(x, y).lightness() + 80

    def test_an_unknown_theme_leaves_the_one_that_is_there(
        self, open_window: OpenWindow, user_dir: Path
    ) -> None:
        write(user_dir / "config" / "settings.toml", '[window]\ntheme = "Nobody\'s"\n')
        window = open_window()
        assert window.program.look.theme_name == "Pith Dark"


def test_the_log_level_is_followed(open_window: OpenWindow) -> None:
    window: Window = open_window()
    write(window.user.settings_file, '[log]\nlevel = "error"\n')
    window.until(lambda: window.program.log.level == "error")


def test_files_are_of_the_language_that_the_person_says(
    open_window: OpenWindow, user_dir: Path, project: Path
) -> None:
    write(user_dir / "config" / "settings.toml", '[files.associations]\n"*.txt" = "markdown"\n')
    window = open_window(project / "notes.txt")
    window.until(lambda: window.status("Language") == "Markdown")


def test_settings_that_a_choice_wrote_first_list_the_others_as_well(
    open_window: OpenWindow,
) -> None:
    window = open_window()
    program = window.program
    window.result(program.user_files.write_settings({"window.theme": "Pith Light"}))
    window.run("settings.open")
    assert 'theme = "Pith Light"' in window.text
    assert "# fontSize = 0" in window.text
    assert "Font of everything but the text in editors" in window.text


def test_a_setting_is_found_by_what_it_does_and_gone_to(open_window: OpenWindow) -> None:
    window = open_window()
    program = window.program
    file = program.user_files.settings_file
    file.write_text("[window]\nzoom = 1 # larger\n")
    window.result(program.user_files.reload_settings())

    def choose(typed: str, label: str) -> None:
        window.run("settings.select")
        window.type(typed, program.pick.input)
        assert window.picked()[0] == label
        window.key("enter", program.pick.input)
        window.until(lambda: file in [tab.path for tab in program.editors.tabs])

    def selected() -> str:
        view = program.editors.active_view
        if view is None:
            return ""
        return view.state.text.slice(view.selection.primary.start, view.selection.primary.end)

    window.run("settings.select")
    assert window.picked()[0] == "window.zoom"  # what is set comes first
    window.key("escape", program.pick.input)
    choose("windowfontsize", "window.fontSize")
    window.until(lambda: selected() == "0")
    assert window.text == "[window]\nzoom = 1 # larger\nfontSize = 0\n"
    window.type("20")
    before = program.window.status_bar.height()
    window.run("file.save")
    window.until(lambda: program.window.status_bar.height() > before)
    choose("window.zoom", "window.zoom")
    window.until(lambda: selected() == "1")
    assert not program.editors.tabs[0].dirty
    window.run("edit.undo")
    window.run("edit.undo")
    assert window.text == "[window]\nzoom = 1 # larger\n"
    window.run("file.save")


def test_a_setting_cannot_be_gone_to_in_a_file_that_is_broken(open_window: OpenWindow) -> None:
    window = open_window()
    program = window.program
    program.user_files.settings_file.write_text("[window\n")
    window.run("settings.select")
    window.type("fontsize", program.pick.input)
    window.key("enter", program.pick.input)
    window.until(lambda: any("TOML" in note for note in window.notes()), str(window.notes()))
    assert window.text == "[window\n"
