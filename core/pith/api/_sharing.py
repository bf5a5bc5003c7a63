"""What one extension gives to others."""

from __future__ import annotations


class ExtensionGone(RuntimeError):
    """What an extension exported was used after its version ended.

    Extensions that require it are loaded anew with it, so this meets only what kept hold of
    something across that.
    """

    def __init__(self, extension_id: str) -> None:
        super().__init__(
            f"{extension_id} was loaded anew or ended, and what it exported ended with it; "
            f'ask again: context.require("{extension_id}")'
        )
        self.extension_id = extension_id
