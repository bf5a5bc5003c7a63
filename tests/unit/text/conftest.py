"""Fixtures of the tests of files."""

from tests.support.unprivileged import public_folder

__all__ = ["public_folder"]
