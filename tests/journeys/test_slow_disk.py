"""A disk that takes half a second to confirm anything: nobody who types notices."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.domain.records import Card
from tests.journeys.reading import on_disk
from tests.journeys.typing_timed import CARDS
from tests.journeys.xhands import ROOT

SLOW = ("-e", "trace=fdatasync", "-e", "inject=fdatasync:delay_enter=500000")
"""Half a second, in microseconds, before each time the disk is asked to confirm."""


def traced(*options: str) -> list[str]:
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, *options]


def cannot_trace() -> str:
    """Why strace is of no use here, empty when it is."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run([*traced(*SLOW), "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


def typed(data: Path, *before: str) -> tuple[list[float], int]:
    """Milliseconds for each key, sorted, and how many changes waited for the disk at the end."""
    script = ROOT / "tests" / "journeys" / "typing_timed.py"
    ran = subprocess.run(
        [*before, sys.executable, script, data],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    said = json.loads(ran.stdout.splitlines()[-1])
    return sorted(said["took"]), said["waiting"]


def test_typing_is_as_quick_as_ever_and_every_card_is_kept_in_order(tmp_path: Path) -> None:
    if reason := cannot_trace():
        pytest.skip(reason)
    quick, _ = typed(tmp_path / "quick")
    slow, waiting = typed(tmp_path / "slow", *traced(*SLOW))
    # Else the disk was not slow at all, and nothing is proved.
    assert waiting >= len(CARDS) // 2
    assert len(slow) == sum(map(len, CARDS)) + len(CARDS) > 200
    at = len(slow) * 99 // 100
    assert slow[at] < max(50.0, 3 * quick[at])
    for data in (tmp_path / "quick", tmp_path / "slow"):
        kept = on_disk(data)
        assert [card.text for card in kept.children(Card, "strengths")] == CARDS
