"""The session itself: a folder, a file, an extension that is changed while the window is open."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

from pith.host import ExtensionRecord
from pith_app import _run
from pith_app._arguments import GlobalOptions, Target, WindowOptions
from pith_app.paths import UserPaths, bundled_data
from tests.demo.steps import StepFailed, Steps, check

HERE = Path(__file__).parent
SIZE = (1280, 800)
ID = "demo.greeter"

PROJECT = {
    "README.md": "# Garden\n\nWhat grows where, and when it is sown.\n",
    "garden.py": '''\
"""What grows where, and when it is sown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Plant:
    """A kind of plant, and how long it takes."""

    name: str
    days_to_harvest: int
    spacing: float = 0.3  # metres

    def harvest(self, sown: date) -> date:
        return sown + timedelta(days=self.days_to_harvest)


PLANTS = [
    Plant("radish", 28, spacing=0.05),
    Plant("carrot", 75, spacing=0.1),
    Plant("pumpkin", 110, spacing=1.5),
]


def plan(sown: date, until: date) -> list[Plant]:
    """What can be sown now and is ripe in time."""
    return [plant for plant in PLANTS if plant.harvest(sown) <= until]
''',
    "beds/north.toml": 'width = 1.2\nlength = 6.0\nsoil = "sandy"\n',
    "beds/south.toml": 'width = 1.2\nlength = 4.5\nsoil = "loam"\n',
}
TYPED = '\n\nif __name__ == "__main__":\nprint(plan(date.today(), date(2030, 10, 1)))'
#: As it is then in the file: the editor indents.
WRITTEN = TYPED.replace("\nprint", "\n    print")


def run_session(out: Path) -> int:
    """Run all steps; the exit status."""
    steps = Steps()
    with TemporaryDirectory(prefix="pith-session-", ignore_cleanup_errors=True) as folder:
        session = Session(Path(folder), out, steps)
        try:
            session.run()
            status = 0
        except StepFailed as error:
            print(f"      {error}", file=sys.stderr)
            status = 1
        except Exception:
            traceback.print_exc()
            status = 1
        if status:
            session.explain()
        session.dispose()
    steps.show_pictures()
    return status


class Session:
    """One window, with everything of the person's in a folder of its own."""

    def __init__(self, folder: Path, out: Path, steps: Steps) -> None:
        self.steps = steps
        self.out = out
        self.project = folder / "garden"
        self.source = folder / "greeter"
        self.user_dir = folder / "user"
        for name, text in PROJECT.items():
            file = self.project / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        shutil.copytree(HERE / "greeter", self.source)
        _run.prepare_qt()
        self.application = _run.make_application()
        from pith_app._faults import Faults
        from pith_app._log import Log
        from pith_app._program import Program
        from tests.demo.person import Person

        everywhere = GlobalOptions(user_dir=self.user_dir)
        options = WindowOptions((Target(self.project),), everywhere)
        self.user = UserPaths.under(self.user_dir)
        self.log = Log()
        faults = Faults(self.log, lambda file: _run.owner_of(file, options, self.user))
        self.hooks = faults.install()
        self.program = Program(
            self.application, options, self.user, bundled_data(), self.log, faults
        )
        self.person = Person(self.program)

    def run(self) -> None:
        self.open_folder()
        self.open_file()
        self.type_and_save()
        self.install()
        self.use_command()
        self.change_code()
        self.break_code()
        self.repair_code()
        self.uninstall()
        self.change_setting()
        self.quit()

    # The folder and the file

    def open_folder(self) -> None:
        program, person = self.program, self.person
        with self.steps.step("the window opens on a folder, and the explorer lists it"):
            program.start()
            program.window.resize(*SIZE)
            person.until(lambda: program.ready.done, "the program has started")
            program.window.activateWindow()
            person.until(
                lambda: self.listed() == ["beds", "garden.py", "README.md"], "it is listed"
            )
        self.picture("1-folder")

    def listed(self) -> list[str]:
        """What the explorer shows at its top."""
        section = self.program.window.body.side_bar.section("explorer")
        model = section.tree.model() if section is not None else None
        if model is None:
            return []
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def open_file(self) -> None:
        program, person = self.program, self.person
        file = self.project / "garden.py"

        def is_shown() -> bool:
            tab = program.editors.active
            return tab is not None and tab.path == file and tab.widget is not None

        with self.steps.step("Ctrl+P finds a file by some of its letters, and opens it"):
            person.press("Ctrl+P")
            person.look_for("gard", "garden.py")
            person.accept()
            person.until(is_shown, "its tab is in front")
            check(self.text() == PROJECT["garden.py"], "the editor shows something else")

    def text(self) -> str:
        view = self.program.editors.active_view
        return str(view.state.text) if view is not None else ""

    def type_and_save(self) -> None:
        person = self.person
        file = self.project / "garden.py"
        before = file.read_bytes()
        with self.steps.step("what is typed is in the editor, indented and with its brackets"):
            person.press("Ctrl+End")
            person.type(TYPED)
            expected = PROJECT["garden.py"] + WRITTEN
            person.until(lambda: self.text() == expected, f"the text is:\n{expected}")
        self.picture("2-typing")
        with self.steps.step("Ctrl+S writes the file, byte for byte"):
            check(file.read_bytes() == before, "it was written before it was saved")
            person.press("Ctrl+S")
            tab = self.program.editors.active
            person.until(lambda: tab is not None and not tab.dirty, "the tab has no changes")
            check(file.read_bytes() == expected.encode(), "other bytes are on the disk")
            names = sorted(path.name for path in self.project.iterdir())
            check(names == ["README.md", "beds", "garden.py"], f"there is more: {names}")

    # The extension

    def install(self) -> None:
        person = self.person
        with self.steps.step("pith extension install brings an extension into the open window"):
            self.pith("extension", "install", str(self.source))
            person.until(lambda: self.greeting() == "Good morning", "it is in the status bar")
        self.picture("3-extension-installed")

    def greeting(self) -> str:
        """What the extension has in the status bar, "" if it has nothing there."""
        for item in self.program.window.status_bar.items:
            if item.name == "Greeter":
                return item.text().removeprefix("$(smiley) ") if item.isVisible() else ""
        return ""

    def record(self) -> ExtensionRecord | None:
        extensions = self.program.extensions
        return extensions.host.record(ID) if extensions is not None else None

    def problems(self) -> str:
        record = self.record()
        return "\n".join(map(str, record.problems)) if record is not None else ""

    def use_command(self) -> None:
        with self.steps.step("its command is in the palette"):
            self.find_command()
        self.picture("4-palette")
        with self.steps.step("the command does what it says"):
            self.person.accept()
            self.is_greeted("Good morning")
        self.picture("5-its-command")

    def find_command(self) -> None:
        self.program.notifications.clear()
        self.person.press("Ctrl+Shift+P")
        self.person.look_for("greet", "Greeter: Greet")

    def is_greeted(self, greeting: str) -> None:
        wanted = f"{greeting}, and welcome to Pith."
        notifications = self.program.notifications
        self.person.until(
            lambda: [note.message for note in notifications.shown] == [wanted],
            f"a message says: {wanted}",
        )

    def greet(self, greeting: str) -> None:
        """Run the command as people do, and see that it says this."""
        self.find_command()
        self.person.accept()
        self.is_greeted(greeting)

    @property
    def code(self) -> Path:
        """The extension's code, where it is installed."""
        return self.user.extensions_dir / ID / "greeter.py"

    def change_code(self) -> None:
        code = self.code.read_text("utf-8")
        with self.steps.step("its code is saved, and the window has what it says now"):
            self.code.write_text(code.replace("Good morning", "Good evening"), "utf-8")
            self.person.until(lambda: self.greeting() == "Good evening", "the status bar has it")
        with self.steps.step("its command is the new one, too"):
            self.greet("Good evening")

    def break_code(self) -> None:
        program, person = self.program, self.person
        program.notifications.clear()
        code = self.code.read_text("utf-8")
        line = code[: code.index("def activate")].count("\n") + 1
        with self.steps.step("broken code is refused with its file and line"):
            self.code.write_text(code.replace("def activate(", "def activate(:", 1), "utf-8")
            person.until(self.problems, "the extension has a problem")
            check(
                f"greeter.py:{line}" in self.problems(), f"it does not say where: {self.problems()}"
            )
            person.until(
                lambda: any(note.severity == "error" for note in program.notifications.shown),
                "a message says so",
            )
        program.show_output(ID)
        self.picture("6-broken-code")
        program.show_panel(False)
        with self.steps.step("and the version before goes on working"):
            check(self.greeting() == "Good evening", f"it says {self.greeting()!r}")
            self.greet("Good evening")

    def repair_code(self) -> None:
        person = self.person
        code = self.code.read_text("utf-8").replace("def activate(:", "def activate(")
        with self.steps.step("repaired, it is loaded at once"):
            self.code.write_text(code.replace("Good evening", "Good night"), "utf-8")
            person.until(lambda: self.greeting() == "Good night", "the status bar has it")
            person.until(lambda: not self.problems(), "it has no problem any more")

    def uninstall(self) -> None:
        program, person = self.program, self.person
        program.notifications.clear()
        with self.steps.step("pith extension uninstall takes everything of it away"):
            self.pith("extension", "uninstall", ID)
            person.until(lambda: self.record() is None, "the window does not know it")
            names = [item.name for item in program.window.status_bar.items]
            check("Greeter" not in names, "its status item is still there")
            check(program.kernel.bus.find("greeter.greet") is None, "its command is still there")
            left = [path for path in self.user_dir.rglob("*") if "greeter" in path.name]
            check(not left, f"files of it are left: {left}")

    # The rest

    def change_setting(self) -> None:
        program, person = self.program, self.person
        with self.steps.step("a setting that is saved applies at once: a light theme"):
            self.user.config_dir.mkdir(parents=True, exist_ok=True)
            self.user.settings_file.write_text('[window]\ntheme = "Pith Light"\n', "utf-8")
            person.until(lambda: program.look.theme_name == "Pith Light", "the theme is light")
        self.picture("7-light-theme")

    def quit(self) -> None:
        program, person = self.program, self.person
        with self.steps.step("Ctrl+Q closes the window, and the session is kept"):
            person.press("Ctrl+Q")
            person.until(lambda: not program.window.isVisible(), "the window is closed")
            kept = "".join(
                path.read_text("utf-8") for path in self.user.state_dir.rglob("sessions/*.json")
            )
            check(str(self.project / "garden.py") in kept, "the open file is not in the session")
        with self.steps.step("nothing went wrong that nobody saw"):
            self.person.until(self.user.log_file.exists, "the log is written")
            lines = self.user.log_file.read_text("utf-8").splitlines()
            wrong = [line for line in lines if " error " in line and ID not in line]
            check(not wrong, "in the log: " + "\n".join(wrong))

    def pith(self, *words: str) -> None:
        """Call the command line beside the window, which goes on."""
        command = [sys.executable, "-m", "pith_app", "--user-dir", str(self.user_dir), *words]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.person.until(lambda: process.poll() is not None, "the command line has ended")
        said = process.communicate()[0]
        check(process.returncode == 0, f"pith {' '.join(words)} failed: {said}")

    def picture(self, name: str) -> None:
        file = self.out / f"session-{name}.png"
        self.steps.pictures.append(self.person.take_picture(file))

    def explain(self) -> None:
        """Say what there is to know about a failure."""
        with contextlib.suppress(Exception):
            self.picture("failed")
        if self.user.log_file.exists():
            print(self.user.log_file.read_text("utf-8"), file=sys.stderr)

    def dispose(self) -> None:
        self.program.dispose()
        self.hooks.dispose()
