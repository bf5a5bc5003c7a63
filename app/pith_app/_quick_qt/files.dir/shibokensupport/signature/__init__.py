"""Stands in for the package of this name that shiboken6 carries; see pith_app._quick_qt."""
