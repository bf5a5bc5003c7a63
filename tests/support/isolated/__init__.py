"""A prototype: extensions served from a process of their own, over a pipe.

It shows that the contract holds for them as it is: the same extension, the same guard and hooks in
the host, and nothing but plain data in between. What it leaves out is all that a person would want
of it: supervision, permissions, views, reloads.
"""
