"""What a law is tried with does not depend on what else has been tested."""

import subprocess
import sys
from pathlib import Path

TRIED = """
import sys
from hypothesis import given, settings, strategies as st
from tests import conftest
sys.path.insert(0, {folder!r})
{before}
tried = []

@settings(max_examples=300)
@given(st.text(max_size=12), st.integers())
def look(text, number):
    tried.append((text, number))

look()
print(ascii(tried))
"""


def examples(folder: Path, before: str) -> str:
    script = TRIED.format(folder=str(folder), before=before)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_examples_are_the_same_whatever_is_loaded(tmp_path: Path) -> None:
    # Pytest gives each test a folder with "test" in its name, but none of that name.
    (tmp_path / "odd_program.py").write_text('ODD = "odd words"\nNUMBER = 987654321\n')
    assert examples(tmp_path, "import odd_program") == examples(tmp_path, "")
