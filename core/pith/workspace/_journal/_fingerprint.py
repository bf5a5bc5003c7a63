"""What tells a text that is too large to be kept from another, without reading all of it."""

from __future__ import annotations

from pith.text import Text

WHOLE = 4 * 1024 * 1024
"""Code points up to which all of a text counts."""

_SAMPLES = 64
_SAMPLE = 4096


def fingerprint(text: Text, length: int | None = None) -> bytes:
    """16 bytes for the first `length` code points (None: all); of a large text they are those of
    its length and of 64 places in it."""
    from hashlib import blake2b

    length = len(text) if length is None else length
    digest = blake2b(b"%d" % length, digest_size=16)
    if length <= WHOLE:
        for chunk in text.chunks(0, length):
            digest.update(chunk.encode("utf-8", "surrogatepass"))
    else:
        for index in range(_SAMPLES):
            start = (length - _SAMPLE) * index // (_SAMPLES - 1)
            digest.update(text.slice(start, start + _SAMPLE).encode("utf-8", "surrogatepass"))
    return digest.digest()
