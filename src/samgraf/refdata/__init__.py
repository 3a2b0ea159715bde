"""The reference data kept fresh: how old it is, how much of it has public identifiers, what has changed where it is from.

What is installed is never changed: a change that somebody accepts becomes a file of the workspace's own reference data, with its
validity in time, so that a report of an earlier year still matches the names of that year.
"""
