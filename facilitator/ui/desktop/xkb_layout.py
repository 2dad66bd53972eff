"""Whether the keyboard layout in use has Latin letters, asked of the X server."""

import ctypes
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtGui import QGuiApplication

_CORE, _EFFECTIVE = 0, 1 << 7
"""No flags; the part of the state that tells which of several layouts is in use."""
_KEYS = range(24, 62)
"""Codes of the keys of the three rows of letters."""


def has_latin_letters() -> bool:
    """Return whether it has; also when that can't be known, so that its keys stay as they are."""
    if QGuiApplication.platformName() == "windows":
        # Its virtual keys follow a layout of Latin letters, and are those of the US on others.
        return False
    if QGuiApplication.platformName() == "xcb":
        # Missing libraries or functions: Qt itself needs them, but perhaps other versions.
        with suppress(OSError, AttributeError):
            return _is_latin()
    return True


def _is_latin() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    connection = ctypes.c_void_p(_function(xcb, "xcb_connect")(None, None))
    try:
        if xcb.xcb_connection_has_error(connection):
            return True
        return _asked_of(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _asked_of(connection: ctypes.c_void_p) -> bool:
    xkb, x11 = ctypes.CDLL("libxkbcommon.so.0"), ctypes.CDLL("libxkbcommon-x11.so.0")
    x11.xkb_x11_setup_xkb_extension(connection, 1, 0, 0, None, None, None, None)
    device = x11.xkb_x11_get_core_keyboard_device_id(connection)
    context = ctypes.c_void_p(_function(xkb, "xkb_context_new")(0))
    new_keymap = _function(x11, "xkb_x11_keymap_new_from_device")
    keymap = ctypes.c_void_p(new_keymap(context, connection, device, _CORE))
    new_state = _function(x11, "xkb_x11_state_new_from_device")
    state = ctypes.c_void_p(new_state(keymap, connection, device)) if keymap else None
    try:
        if not keymap or not state:
            return True
        layout = xkb.xkb_state_serialize_layout(state, _EFFECTIVE)
        found = ctypes.POINTER(ctypes.c_uint32)()
        return any(
            xkb.xkb_keymap_key_get_syms_by_level(keymap, key, layout, 0, ctypes.byref(found)) == 1
            and chr(min(found[0], 0x7F)).isalpha()
            for key in _KEYS
        )
    finally:
        for end, thing in (
            (xkb.xkb_state_unref, state),
            (xkb.xkb_keymap_unref, keymap),
            (xkb.xkb_context_unref, context),
        ):
            if thing:
                end(thing)


def _function(from_library: ctypes.CDLL, name: str) -> Callable[..., Any]:
    """Return a function that returns a pointer."""
    function = from_library[name]
    function.restype = ctypes.c_void_p
    return function
