"""`extension.toml`: what an extension says of itself."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, field

from pith.host._points import POINTS, ContributionItem

MANIFEST_NAME: Final = "extension.toml"
#: Parts of lower-case letters, digits and single hyphens, joined by dots; at least two parts.
#: Modules take their names from ids: two ids that differ must stay different there.
ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$"

Tier = Literal["trusted", "isolated"]
Permission = Literal[
    "workspace.read", "workspace.write", "process", "network", "clipboard", "settings.write"
]


class Manifest(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename="camel"
):
    """The manifest of one extension. Every field is described where it is declared."""

    schema: Annotated[Literal[1], Meta(description="The version of this format: 1.")]
    id: Annotated[
        str,
        Meta(
            pattern=ID_PATTERN,
            max_length=100,
            description="Who and what: `acme.word-count`. A good name for the folder, too.",
        ),
    ]
    name: Annotated[str, Meta(min_length=1, max_length=100, description="Its name for people.")]
    version: Annotated[str, Meta(description="Its version: `1.2.0`.")]
    api: Annotated[
        str, Meta(description="The versions of Pith's contract it works with: `>=0.1,<1`.")
    ]
    description: Annotated[str, Meta(description="What it is for, in a sentence.")] = ""
    author: Annotated[str, Meta(description="Who made it.")] = ""
    license: Annotated[str, Meta(description="An SPDX expression: `MIT`.")] = ""
    homepage: Annotated[str, Meta(description="Where to read more.")] = ""
    icon: Annotated[str, Meta(description="An SVG or PNG file in its folder.")] = ""
    module: Annotated[
        str | None,
        Meta(
            description="The name of its Python module: a folder or a file beside the manifest. "
            "Without one it only declares."
        ),
    ] = None
    tier: Annotated[
        Tier | None,
        Meta(
            description="`trusted`: its module runs inside the window's process and may do "
            "whatever you may. `isolated`: in a process of its own (not yet available). Needed "
            "where there is a module."
        ),
    ] = None
    activation: Annotated[
        list[str],
        Meta(
            description="What it is loaded for, beside its own commands and views: see "
            '"Activation events".'
        ),
    ] = field(default_factory=list)
    permissions: Annotated[
        list[Permission], Meta(description="What it needs to do; shown before it is installed.")
    ] = field(default_factory=list)
    dependencies: Annotated[
        list[str], Meta(description="Python distributions its module imports: `send2trash>=1.8`.")
    ] = field(default_factory=list)
    requires: Annotated[
        dict[str, str], Meta(description="Other extensions it needs, with their versions.")
    ] = field(default_factory=dict)
    contributes: Annotated[
        dict[str, Any],
        Meta(
            description="What it adds to Pith: a list for each contribution point. A key with a "
            "dot is a point of another extension."
        ),
    ] = field(default_factory=dict)

    def items(self, point: str) -> tuple[ContributionItem, ...]:
        """What it contributes to a point of the kernel, in the manifest's order."""
        items: tuple[ContributionItem, ...] = self.contributes.get(point, ())
        return items


def manifest_to_plain(manifest: Manifest) -> dict[str, Any]:
    """The manifest as what `marshal` and JSON hold."""
    plain = msgspec.structs.asdict(manifest)
    plain["contributes"] = {
        key: [msgspec.structs.asdict(item) for item in value] if key in POINTS else value
        for key, value in manifest.contributes.items()
    }
    return plain


def manifest_from_plain(plain: dict[str, Any]) -> Manifest:
    """The opposite of manifest_to_plain. Checks nothing: what went in had been checked."""
    plain["contributes"] = {
        key: tuple(POINTS[key](**item) for item in value) if key in POINTS else value
        for key, value in plain["contributes"].items()
    }
    return Manifest(**plain)
