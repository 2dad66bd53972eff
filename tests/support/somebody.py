"""Commands run as somebody who may not do everything, as root may."""

import os
import shutil

import pytest


def as_somebody() -> tuple[str, ...]:
    """What goes before a command so that modes are heeded; only root needs it."""
    if os.name == "nt" or os.getuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may enter every folder here")
    return "setpriv", "--bounding-set=-dac_override,-dac_read_search"
