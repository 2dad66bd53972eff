"""Check that a window can be opened here at all, before Qt would end the process."""

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from facilitator.errors import FacilitatorError

_X_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 plugin loads, and the Debian package that brings it."""


class DisplayError(FacilitatorError):
    """An error: there is no display to open a window on."""


def check_display(environment: Mapping[str, str] = os.environ) -> None:
    """Raise DisplayError when Qt could not open a window on this Linux machine."""
    if not sys.platform.startswith("linux"):
        return
    named = environment.get("QT_QPA_PLATFORM", "")
    wanted = [part.split(":")[0] for part in named.split(";") if part] or ["wayland", "xcb"]
    if any(part != "xcb" and not part.startswith("wayland") for part in wanted):
        return
    if any(part.startswith("wayland") for part in wanted) and _wayland_answers(environment):
        return
    if "xcb" in wanted:
        _check_x(environment)
    else:
        raise _no_display()


def cannot_load(error: ImportError) -> DisplayError | None:
    """Return the sentence for a system library that Qt lacks, None for any other error."""
    library = str(error).split(":", maxsplit=1)[0]
    if ".so" not in library:
        return None
    return DisplayError(
        f"A window needs {library}, which is not installed; the meetings are safe. Install the "
        f"packages listed in the README."
    )


def _check_x(environment: Mapping[str, str]) -> None:
    if not environment.get("DISPLAY"):
        raise _no_display()
    missing = [package for library, package in _X_LIBRARIES.items() if not _loads(library)]
    if missing:
        raise DisplayError(
            "A window needs packages that are not installed; the meetings are safe. On Debian and "
            f"Ubuntu, install them with “sudo apt-get install {' '.join(sorted(missing))}”."
        )
    if not _x_answers():
        raise DisplayError(
            f"The display {environment['DISPLAY']} does not respond; the meetings are safe. Start "
            f"Facilitator from a desktop, or use the commands list, export and import."
        )


def _no_display() -> DisplayError:
    return DisplayError(
        "There is no display to open a window on; the meetings are safe. Start Facilitator from a "
        "desktop, or use the commands list, export and import, which need none."
    )


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), name)
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.connect(str(path))
    except (OSError, ValueError):
        return False
    return True


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_answers() -> bool:
    """Return whether the X server of $DISPLAY accepts a connection from this user."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)
