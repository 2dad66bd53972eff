"""The modules of this folder as programs of their own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Programs:
    """Starts a module of this folder as a program, as it runs where the app is installed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def start(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def said(self, module: str, *arguments: str) -> str:
        """What the program prints until it ends."""
        with self.start(module, *arguments) as process:
            said, errors = process.communicate()
        assert process.returncode == 0, errors
        return said
