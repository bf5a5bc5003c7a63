"""Where the extension host finds and keeps things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith_app._arguments import GlobalOptions
from pith_app.paths import BundledData, UserPaths

if TYPE_CHECKING:
    from pith.host import HostFolders


def host_folders(user: UserPaths, data: BundledData, options: GlobalOptions) -> HostFolders:
    """The folders of the extension host, for a window and for the command line."""
    from pith.host import HostFolders

    return HostFolders(
        bundled=data.extensions,
        user=user.extensions_dir,
        extra=options.extensions_dirs,
        developed=options.develop,
        state=user.config_dir / "extensions.json",
        storage=user.data_dir / "extension-storage",
        cache=user.cache_dir / "extensions",
    )
