from tests.support.pith_process import pith

__all__ = ["pith"]
