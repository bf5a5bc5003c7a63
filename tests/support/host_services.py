"""The host's services without a window, as authors of extensions test with."""

from pith_app.testing._services import FakeServices, FakeSnapshot, FakeTree

__all__ = ["FakeServices", "FakeSnapshot", "FakeTree"]
