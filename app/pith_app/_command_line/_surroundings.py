"""Where a sub-command finds everything: as the window would, with the same options."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pith_app._arguments import GlobalOptions
from pith_app.paths import BundledData, UserPaths, bundled_data

if TYPE_CHECKING:
    from pith.host import HostFolders


class Surroundings(NamedTuple):
    """The global options, and the folders they lead to."""

    options: GlobalOptions
    user: UserPaths
    data: BundledData
    folders: HostFolders

    @classmethod
    def of(cls, options: GlobalOptions) -> Surroundings:
        from pith_app._folders import host_folders
        from pith_app._run import user_paths

        user, data = user_paths(options), bundled_data()
        return cls(options, user, data, host_folders(user, data, options))
