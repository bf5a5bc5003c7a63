"""The box that says how what is called at the caret is called."""

from pith_app._signatures._box import SignatureBox
from pith_app._signatures._signatures import Signatures
from pith_app._signatures._unasked import UnaskedSignatures

__all__ = ["SignatureBox", "Signatures", "UnaskedSignatures"]
