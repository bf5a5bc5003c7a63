"""A new extension that runs, to be changed into what it shall be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pith.api import API_VERSION
from pith.base import Problem, ProblemError
from pith.host._manifest import ID_PATTERN
from pith.host.manage._copying import remove
from pith.host.manage._saga import Saga
from pith.host.manage._templates import TEMPLATES


def new_extension(extension_id: str, parent: Path, template: str = "command") -> Path:
    """Write a new extension into `parent`/`extension_id`, which must not be there yet.

    `template` is one of TEMPLATES. Returns the folder. Raises ProblemError. Blocks.
    """
    if template == "isolated":
        raise ProblemError(
            Problem(
                "extensions cannot run in a process of their own yet",
                advice="begin with another template; the contract will be the same",
            )
        )
    if template not in TEMPLATES:
        message = f"there is no template {template}"
        raise ProblemError(Problem(message, advice=f"there are {', '.join(TEMPLATES)}"))
    if not re.match(ID_PATTERN, extension_id, re.ASCII):
        raise ProblemError(
            Problem(
                f"`{extension_id}` cannot be the id of an extension",
                advice="use lower-case letters, digits and hyphens in two or more parts joined "
                "by dots: acme.word-count",
            )
        )
    folder = parent / extension_id
    if folder.exists():
        advice = "choose another id, or remove it"
        raise ProblemError(Problem("is there already", str(folder), advice=advice))
    own = extension_id.rpartition(".")[2]
    words = own.split("-")
    values = {
        "id": extension_id,
        "name": " ".join(word.capitalize() for word in words),
        "module": _identifier("_".join(words)),
        "prefix": _identifier(words[0] + "".join(word.capitalize() for word in words[1:])),
        "api": _compatible(API_VERSION),
    }
    with Saga() as saga:
        saga.undo(lambda: remove(folder))
        try:
            for name, content in TEMPLATES[template].items():
                file = folder / _filled(name, values)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(_filled(content, values), "utf-8")
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            raise ProblemError(Problem(message, str(error.filename or folder))) from None
    return folder


def _filled(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda found: values[found.group(1)], template)


def _identifier(name: str) -> str:
    import keyword

    return f"x{name}" if name[0].isdigit() or keyword.iskeyword(name) else name


def _compatible(version: str) -> str:
    """The range of contracts that an extension written for this one works with."""
    major, minor, *_ = version.split(".")
    return f">={major}.{minor},<{int(major) + 1}"
