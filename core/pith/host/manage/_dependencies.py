"""The Python distributions that an extension imports, in a folder of its own.

Each extension has its own, so that versions of two never clash. pip chooses and fetches them, in
a process that ends with ours. Only what is pure Python is taken: a process loads a native module
once, whoever brings it, and can never let go of it.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pith.base import CancelToken, Problem, ProblemError
from pith.host._dependency_folder import DEPENDENCIES
from pith.host._manifest_parsing import dependency_name
from pith.host.manage._copying import remove
from pith.host.manage._saga import Saga

_NATIVE: Final = (".so", ".pyd", ".dylib", ".dll")

#: Ends with whoever started it, however that ends: standard input closes then.
_RUN_PIP: Final = """\
import os, runpy, sys, threading
def watch():
    while os.read(0, 1):
        pass
    os._exit(1)
threading.Thread(target=watch, daemon=True).start()
sys.argv[0] = "pip"
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
#: A wheel for these fits every system.
_PURE: Final = ("--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none")


class PipError(Exception):
    """pip failed; `lines` is what it said."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def install_dependencies(
    requirements: Sequence[str], folder: Path, saga: Saga, token: CancelToken
) -> tuple[str, ...]:
    """Put what `requirements` name, and what that needs, into `folder`'s folder for it.

    What comes with Pith in a fitting version is not fetched. Returns what was, as `name version`.
    Raises ProblemError, Cancelled.
    """
    wanted = [each for each in requirements if not comes_with_program(each)]
    target = folder / DEPENDENCIES
    remove(target)
    if not wanted:
        return ()
    temporary = folder / ".temporary"
    temporary.mkdir()
    arguments = [
        "install",
        f"--target={target}",
        "--no-user",
        "--no-compile",
        "--no-warn-script-location",
        *_PURE,
        f"--python-version={sys.version_info[0]}.{sys.version_info[1]}",
        "--",
        *wanted,
    ]
    installed: tuple[str, ...] = ()
    try:
        for line in _pip(arguments, temporary, token):
            shown = _shown(line)
            if shown:
                saga.step(shown)
            if line.startswith("Successfully installed "):
                installed = tuple(_spaced(each) for each in line.split()[2:])
    except PipError as error:
        raise _explained(error, wanted, temporary, token) from None
    finally:
        remove(temporary)
    remove(target / "bin")  # programs for a terminal, for a Python that is elsewhere
    _refuse_native(target)
    return installed


def comes_with_program(requirement: str) -> bool:
    """Whether Pith itself depends on that distribution, and has a version that fits."""
    from importlib.metadata import PackageNotFoundError, distribution

    from pith.host._versions import VersionRange

    name = dependency_name(requirement)
    try:
        own = distribution("pith").requires or ()
        version = distribution(name).version
    except PackageNotFoundError:
        return False
    if normal(name) not in {normal(dependency_name(each)) for each in own}:
        return False
    clauses = re.search(r"[~=!<>][^;)\]]*", requirement)
    try:
        return version in VersionRange(clauses.group().strip() if clauses else "")
    except ValueError:
        return False


def normal(name: str) -> str:
    """A distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def find_pip() -> Mapping[str, str] | None:
    """The environment in which `python -m pip` works, as far as it is special; None without pip.

    Pith's own Python may have no pip, but one in a wheel, from which a new one is installed.
    """
    if importlib.util.find_spec("pip") is not None:
        return {}
    spec = importlib.util.find_spec("ensurepip")
    if spec is None or spec.origin is None:
        return None
    wheels = sorted(Path(spec.origin).with_name("_bundled").glob("pip-*.whl"))
    return {"PYTHONPATH": str(wheels[-1])} if wheels else None


def _pip(arguments: Sequence[str], temporary: Path, token: CancelToken) -> Iterator[str]:
    """Run pip and give the lines it prints. Raises PipError, ProblemError, Cancelled."""
    special = find_pip()
    if special is None:
        advice = "install it (on Debian and Ubuntu: python3-pip)"
        raise ProblemError(Problem("there is no pip to fetch dependencies with", advice=advice))
    token.raise_if_cancelled()
    environment = {
        **os.environ,
        **special,
        # Where packages come from is the person's choice; that they go anywhere else is not.
        "PIP_REQUIRE_VIRTUALENV": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_PROGRESS_BAR": "off",
        "PIP_NO_COLOR": "1",
        "TMPDIR": str(temporary),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
        "PYTHONNOUSERSITE": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN_PIP, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=temporary,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdout is not None
    assert process.stdin is not None
    lines: list[str] = []
    stop = token.on_cancel(process.kill)
    try:
        for data in process.stdout:
            line = data.decode("utf-8", "replace").strip()
            if line:
                lines.append(line)
                yield line
        status = process.wait()
        token.raise_if_cancelled()
        if status:
            raise PipError(lines)
    finally:
        stop.dispose()
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()


def _shown(line: str) -> str:
    """What of pip's line is progress to a person."""
    words = line.split()
    match words[:1]:
        case ["Collecting"] | ["Processing"]:
            return f"fetching {words[1].rpartition('/')[2]}"
        case ["Downloading"]:
            return f"downloading {words[1].rpartition('/')[2]} {' '.join(words[2:])}".strip()
        case ["Installing"]:
            return "installing " + line.partition(": ")[2]
    return ""


def _spaced(name_and_version: str) -> str:
    name, _, version = name_and_version.rpartition("-")
    return f"{normal(name)} {version}"


_MISSING: Final = re.compile(r"ERROR: No matching distribution found for (.+)")


def _explained(
    error: PipError, wanted: Sequence[str], temporary: Path, token: CancelToken
) -> ProblemError:
    """What to tell a person of a failure of pip."""
    said = [line for line in error.lines if line.startswith("ERROR:")]
    conflict = [line for line in error.lines if re.match(r"The conflict is caused by", line)]
    if conflict or any("ResolutionImpossible" in line for line in said):
        start = error.lines.index(conflict[0]) + 1 if conflict else 0
        needs = [
            line for line in error.lines[start:] if " depends on " in line or "requested" in line
        ]
        return _failed(f"they contradict each other: {'; '.join(needs) or said[0]}", "")
    for line in said:
        missing = _MISSING.match(line)
        if missing is not None:
            return _not_found(missing.group(1).partition(" (from")[0], temporary, token)
    last = said[-1].removeprefix("ERROR: ") if said else (error.lines or ["pip failed"])[-1]
    return _failed(last, f"pip was asked for {', '.join(wanted)}")


def _not_found(requirement: str, temporary: Path, token: CancelToken) -> ProblemError:
    """Either nobody has it, or not for every system."""
    temporary.mkdir(exist_ok=True)
    try:
        for _ in _pip(
            [
                "download",
                "--no-deps",
                "--no-build-isolation",
                "--only-binary=:all:",
                f"--dest={temporary}",
                "--",
                requirement,
            ],
            temporary,
            token,
        ):
            pass
    except PipError as error:
        if any("from versions: none" in line for line in error.lines):
            reason = f"nobody has a wheel of {requirement}"
            return _failed(reason, "check its name, and that the network is there")
        return _failed(f"there is no version that fits {requirement}", "take another version")
    return _native_problem(requirement)


def _refuse_native(target: Path) -> None:
    for path in target.rglob("*"):
        if path.suffix in _NATIVE:
            raise _native_problem(path.relative_to(target).as_posix())


def _native_problem(what: str) -> ProblemError:
    return _failed(
        f"{what} is native code, which a trusted extension cannot bring: a process loads a native "
        "module once, for all extensions and for good",
        "use a distribution in pure Python, or a program in a process of its own",
    )


def _failed(message: str, advice: str) -> ProblemError:
    return ProblemError(Problem(f"its dependencies cannot be installed: {message}", advice=advice))
