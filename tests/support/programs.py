"""Programs of others that look at what was exported."""

import subprocess

from tests.support import needs


def run(program: str, *arguments: object) -> str:
    """Return what a program prints; without the program the test is skipped."""
    command = [program, *map(str, arguments)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    except FileNotFoundError:
        needs.do_without(program, "it looks at exported files")
    return done.stdout.decode("utf-8", "replace")
