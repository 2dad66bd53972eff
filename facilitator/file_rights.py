"""Who may do what with a file: kept when another file takes its place."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

_ACCESS_LIST = "system."
"""How the names begin of the attributes that say who may do what."""
_KEPT = (_ACCESS_LIST, "user.", "security.selinux")
"""How the names begin of the attributes that belong to a file's place and not to its content."""


def keep_rights(old: Path, new: Path) -> None:
    """Give a new file the owner, mode and attributes of an old one, as far as we may.

    Times are not copied. Nothing is done where there is no old file, and what the system refuses is
    left out; nobody gets into the new file who could not get into the old one.
    """
    if sys.platform == "win32":
        # There a new file has the rights that its folder gives.
        return
    with suppress(OSError):
        was = old.stat()
        # By a handle: somebody else may have put a link in its place by now.
        handle = os.open(new, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            _keep(old, was, handle)
        finally:
            os.close(handle)


def _keep(old: Path, was: os.stat_result, new: int) -> None:
    now = os.fstat(new)
    mode = was.st_mode & (stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)
    is_same = (was.st_uid, was.st_gid) == (now.st_uid, now.st_gid)
    if not (is_same or _give(new, was.st_uid, was.st_gid) or _give(new, -1, was.st_gid)):
        # Another group must not get what was meant for that one.
        mode = mode & ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    _copy_attributes(old, new)
    # Last: a change of the owner or of the access list alters the mode.
    os.fchmod(new, mode)


def _give(new: int, owner: int, group: int) -> bool:
    try:
        os.fchown(new, owner, group)
    except OSError:
        return False
    return True


def _copy_attributes(old: Path, new: int) -> None:
    if sys.platform != "linux":
        return
    with suppress(OSError):
        names = [name for name in os.listxattr(old) if name.startswith(_KEPT)]
        for name in names:
            with suppress(OSError):
                os.setxattr(new, name, os.getxattr(old, name))
        for name in os.listxattr(new):
            # Its folder may have given it an access list that the old one did not have.
            if name.startswith(_ACCESS_LIST) and name not in names:
                with suppress(OSError):
                    os.removexattr(new, name)
