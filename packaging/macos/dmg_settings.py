"""What the disk image for macOS looks like: read by dmgbuild.

NOT YET RUN on macOS. By hand, on macOS, in the top folder:

    python packaging/make_frozen.py
    dmgbuild -s packaging/macos/dmg_settings.py -D app=build/installer/frozen/Pith.app Pith Pith.dmg
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

defines: dict[str, Any] = globals().get("defines", {})
app = str(defines.get("app", "build/installer/frozen/Pith.app"))

format = "UDZO"  # noqa: A001 - dmgbuild's names
files = [app]
symlinks = {"Applications": "/Applications"}
icon_locations = {Path(app).name: (150, 170), "Applications": (450, 170)}
window_rect = ((200, 200), (600, 380))
icon_size = 112
text_size = 13
license = {"default-language": "en_US", "licenses": {"en_US": "LICENSE"}}  # noqa: A001
