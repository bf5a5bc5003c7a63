"""Reloads by the thousand: what is left of them. `make soak` runs all, `make test` a few."""
