"""What goes wrong while packages are made."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class InstallerError(Exception):
    """Says what is wrong and what to do about it."""


def output_of(
    command: Sequence[str | Path],
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What a command prints. Raises InstallerError, with its last words, when it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            # What is read of it is read as English.
            env={**(os.environ if environment is None else environment), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise InstallerError(f"there is no program {words[0]}; is it installed?") from None
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-15:])
        raise InstallerError(f"{' '.join(words[:4])} … failed ({done.returncode}):\n{said}")
    return done.stdout
