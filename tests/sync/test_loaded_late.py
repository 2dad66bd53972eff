"""A laptop that shares with nobody loads nothing for it."""

import subprocess
import sys
from pathlib import Path

from tests.support.command_line import ROOT

_ASKED = """
import sys
from datetime import date
from pathlib import Path
from facilitator.storage.store import Store
store = Store(Path(sys.argv[1]))
store.start()
store.meetings(date(2026, 11, 18)).result()
assert store.sharing.membership().result() is None
assert store.close()
print(*sys.modules)
"""


def test_to_learn_that_nothing_is_shared_takes_one_look_at_the_database(tmp_path: Path) -> None:
    line = [sys.executable, "-c", _ASKED, str(tmp_path)]
    told = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "facilitator.storage.sharing.shared_store" in told
    later = {"facilitator.sync", "facilitator.hub", "http.client", "keyring", "tornado"}
    assert later & set(told) == set()
