"""The version of the contract between Pith and its extensions."""

from __future__ import annotations

from typing import Final

#: Semantic: a major number that rises may break extensions, a minor one adds to the contract.
#: Below 1 the minor number may break them too.
API_VERSION: Final = "0.1.0"
#: What hooks are marked with.
PROJECT: Final = "pith"
