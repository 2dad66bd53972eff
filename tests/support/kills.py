"""A restore, a backup or a mending that is killed, before each of its steps in turn."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.forks import ended

STRIDES = [17, pytest.param(1, marks=pytest.mark.soak)]
"""From one kill to the next in the suite, and in the soak."""


def killed_at_steps(stride: int, data: Path, copy: Path, *file: Path | str) -> Iterator[None]:
    """The data folder, made anew from `copy`, as each kill leaves it, and at last the end.

    Killed is the restoring of a file, or going on with “what can be read”, or else a backup.
    """
    for step in range(0, 100, stride):
        shutil.rmtree(data)
        shutil.copytree(copy, data)
        code = ended("tests.support.killed_at_a_step", data, step, *file)
        assert code in (0, 9)
        yield
        if code == 0:
            assert step > 10
            return
