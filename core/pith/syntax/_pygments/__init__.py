"""Driving Pygments' lexers so that they can stop and go on anywhere.

Importing any module of this package imports Pygments: do so on a worker's thread.
"""
