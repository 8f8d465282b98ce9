"""Errors whose message is for the person at the keyboard: it says what is wrong and what to do.

Belongs here: the two kinds, which are what the exit status tells. Each error is defined where it arises.
"""


class WrongRequest(Exception):
    """What was asked for is wrong, or speaks of what is not there."""


class Hindrance(Exception):
    """Something is in the way of a request that is right."""
