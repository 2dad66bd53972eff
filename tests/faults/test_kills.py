"""The program is killed, again and again: the next start opens and holds what was said."""

import random
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from facilitator.storage.store import Store
from tests.faults.actions import DAY, DEEDS, SMALL_LOG, opened, texts, the_meeting
from tests.faults.places import Place
from tests.support import strace
from tests.support.chance import drawn_seed
from tests.support.forks import heard, written
from tests.support.strace import needs_strace, understood


def killed(module: str, arguments: Sequence[object], after: int, pause: float) -> list[str]:
    """Run until so many cards were said, and for that many seconds more; the cards said."""
    with heard(module, *arguments) as (child, out, err):
        said = b"".join(out.readline() for _ in range(after))
        # No wait for anything: it puts the kill at a moment that nobody chose.
        time.sleep(pause)
        child.kill()
        said += out.read()
        assert child.wait() == -signal.SIGKILL, written(err)
        assert not written(err)
    return [rest for word, rest in understood(said.decode()) if word == "card"]


def killed_again_and_again(
    data: Path, module: str, arguments: Sequence[object], times: int, longest: float
) -> None:
    """One data folder lives through all of it; nothing is made good between two kills."""
    seed = drawn_seed()
    chance, kept = random.Random(seed), list[str]()
    for kill in range(times):
        about = f"kill {kill + 1} of seed {seed}"
        after = chance.choice((0, 1, 2, 5, 15)) if kill else 15
        said = killed(module, arguments, after, chance.uniform(0, longest if after == 0 else 0.02))
        # A copy is looked at: opening the folder itself would merge the log each time.
        copy = data.with_name("copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(data, copy)
        found = cards_in(copy)
        assert found == [str(number) for number in range(len(found))], about
        assert found[: len(kept)] == kept, about
        assert said == found[len(kept) : len(kept) + len(said)], about
        # Besides what was said at most the one card that was being saved.
        assert len(kept) + len(said) <= len(found) <= len(kept) + len(said) + 1, about
        kept = found
    print(f"{times} kills, {len(kept)} cards, none lost, none twice (seed {seed})")
    assert len(kept) > times


def cards_in(data: Path) -> list[str]:
    with opened(data) as store:
        found = texts(the_meeting(store)) if data_begun(store) else []
    assert store.open_error is None
    return found


def data_begun(store: Store) -> bool:
    return bool(store.meetings(DAY).result(timeout=10))


@pytest.mark.parametrize("times", [7, pytest.param(200, marks=pytest.mark.soak)])
def test_kills_while_cards_are_saved_lose_none(tmp_path: Path, times: int) -> None:
    data = tmp_path / "data"
    killed_again_and_again(data, strace.MODULE, ("entering", data), times, longest=0.4)


@pytest.mark.parametrize("times", [3, pytest.param(60, marks=pytest.mark.soak)])
def test_kills_while_cards_are_typed_lose_none_that_the_window_called_saved(
    tmp_path: Path, times: int
) -> None:
    data = tmp_path / "data"
    with opened(data) as store:
        meeting = the_meeting(store).id
    typing = "tests.faults.endless_cards"
    killed_again_and_again(data, typing, (data, meeting), times, longest=0.6)


@needs_strace
@pytest.mark.parametrize(
    ("deed", "share"),
    [
        ("backup", 0.05),
        *(pytest.param(deed, 1.0, marks=pytest.mark.soak) for deed in DEEDS),
    ],
)
def test_a_kill_at_a_call_to_the_disk_leaves_the_old_or_the_new(
    tmp_path: Path, deed: str, share: float
) -> None:
    place, log = Place(tmp_path), (SMALL_LOG,)
    calls = strace.counted(deed, place.fresh(), tmp_path / "noted", pragmas=log)
    kills = 0
    for call in (*strace.SYNCS, *strace.NAMES, *strace.RIGHTS):
        for nth in chosen(calls[call], share):
            data = place.fresh()
            said = strace.run(deed, data, *strace.injecting(call, "signal=KILL", nth), pragmas=log)
            assert said.code == -signal.SIGKILL, (call, nth, said)
            place.holds(said)
            again = strace.run(deed, data)
            assert again.lines[-1:] == [("done", "")], (call, nth, again)
            place.holds(again, before=said)
            place.is_tidy()
            kills += 1
    print(f"{deed}: {kills} kills at {dict(calls)}")
    assert kills


def chosen(count: int, share: float) -> list[int]:
    """Which of so many calls are tried; at least one where there are some."""
    wanted = max(min(count, 1), round(count * share))
    return sorted(random.Random(drawn_seed()).sample(range(1, count + 1), wanted))
