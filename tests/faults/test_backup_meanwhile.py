"""Backups while cards come in: each holds the first of them, and all that were saved by then."""

import shutil
import threading
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

import pytest

from facilitator.storage.backup.backups import Backup
from facilitator.storage.recovery.restore import restore
from facilitator.storage.store import Store
from tests.faults.actions import NOW, add, opened, the_meeting
from tests.faults.places import cards_in

A_CARD_EVERY = 1 / 50
"""Seconds."""
CARDS_BETWEEN = 7
"""Cards that are entered from one backup to the next."""


class Typist(threading.Thread):
    """Enters cards at a steady pace until told to stop."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._meeting = the_meeting(store)
        self._enough = threading.Event()
        self._more = threading.Condition()
        self._saved: list[Future[None]] = []

    def run(self) -> None:
        while not self._enough.wait(A_CARD_EVERY):
            saved = self._store.commit(add(self._meeting, str(len(self._saved))))
            with self._more:
                self._saved.append(saved)
                self._more.notify_all()

    @property
    def saved(self) -> int:
        """Cards that are said to be on the disk."""
        return sum(future.done() for future in self._saved)

    def until(self, entered: int) -> None:
        """Wait until so many cards were entered; the last of them may not be saved yet."""
        with self._more:
            assert self._more.wait_for(lambda: len(self._saved) >= entered, timeout=30)

    def stop(self) -> int:
        """All cards that were entered."""
        self._enough.set()
        self.join()
        return len(self._saved)


@pytest.mark.parametrize("backups", [8, pytest.param(300, marks=pytest.mark.soak)])
def test_a_backup_between_cards_restores_to_the_first_of_them(tmp_path: Path, backups: int) -> None:
    folder, saved = tmp_path / "backups", list[int]()
    made: list[Future[Backup]] = []
    with opened(tmp_path / "data") as store:
        typist = Typist(store)
        typist.start()
        for number in range(backups):
            typist.until(number * CARDS_BETWEEN)
            saved.append(typist.saved)
            made.append(store.back_up(folder, now=NOW + timedelta(hours=number), rotate=False))
        made[-1].result(timeout=30)
        entered = typist.stop()
    assert saved == sorted(saved)
    held = []
    for future in made:
        elsewhere = tmp_path / "elsewhere"
        restore(elsewhere, future.result().file, NOW)
        cards = cards_in(elsewhere)
        assert cards == [str(number) for number in range(len(cards))]
        held.append(len(cards))
        shutil.rmtree(elsewhere)
    assert all(least <= there <= entered for least, there in zip(saved, held, strict=True))
    assert held == sorted(held)
    assert held[-1] > held[0]
    print(f"{backups} backups during {entered} cards hold the first {held[0]} to {held[-1]}")
