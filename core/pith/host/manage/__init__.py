"""What is done to extensions from outside: by the command line, and by the window's workers.

Everything here blocks and knows no window. What changes the person's folder does it under a
lock, so that several processes may.
"""

from pith.host.manage._bisecting import DisabledForNow, bisecting
from pith.host.manage._checking import check_folder
from pith.host.manage._declaring import declare_contributions
from pith.host.manage._enabling import set_enabled
from pith.host.manage._installing import Installed, install_extension, install_extensions
from pith.host.manage._linking import link, link_for_tests, unlink
from pith.host.manage._listing import list_extensions
from pith.host.manage._new import new_extension
from pith.host.manage._packing import Size, measure, pack
from pith.host.manage._places import recover
from pith.host.manage._reading import declared_line, read_manifest
from pith.host.manage._removing import previous_version, roll_back, uninstall
from pith.host.manage._sources import read_source_manifest
from pith.host.manage._templates import TEMPLATES

__all__ = [
    "TEMPLATES",
    "DisabledForNow",
    "Installed",
    "Size",
    "bisecting",
    "check_folder",
    "declare_contributions",
    "declared_line",
    "install_extension",
    "install_extensions",
    "link",
    "link_for_tests",
    "list_extensions",
    "measure",
    "new_extension",
    "pack",
    "previous_version",
    "read_manifest",
    "read_source_manifest",
    "recover",
    "roll_back",
    "set_enabled",
    "uninstall",
    "unlink",
]
