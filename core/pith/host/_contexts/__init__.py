"""What `activate(context)` is given, part by part."""

from pith.host._contexts._context import Context

__all__ = ["Context"]
