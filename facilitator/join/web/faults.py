"""Errors as they may be logged: where they occurred, and nothing that somebody sent."""

from collections.abc import Callable


def wordless(bug: BaseException) -> BaseException:
    """Return the same error without its message, which may quote what somebody sent."""
    kind: Callable[..., BaseException] = type(bug).__new__
    return kind(type(bug)).with_traceback(bug.__traceback__)
