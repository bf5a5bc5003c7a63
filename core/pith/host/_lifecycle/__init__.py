"""What becomes of extensions: declared, activated, changed while they run, taken away."""

from pith.host._lifecycle._lifecycle import Lifecycle
from pith.host._lifecycle._reconciling import Present

__all__ = ["Lifecycle", "Present"]
