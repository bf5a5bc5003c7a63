"""The window and everything in it.

Nothing is gathered here: each part is imported from its own module, many of them only when they
are first shown.
"""
