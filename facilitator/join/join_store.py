"""All that joining a meeting remembers: the door, what was answered, and both on the disk."""

import hmac
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from facilitator import durable, file_faults
from facilitator.domain.contributions.own import Own
from facilitator.join.desk import Answer, State
from facilitator.join.door import Clock, Door
from facilitator.join.join_file import (
    Kept,
    Proposal,
    read_join_file,
    remove_kept,
    write_join_file,
)
from facilitator.join.journal import NAME as JOURNAL
from facilitator.join.journal import Journal, KeyLine, Line, OwnLine, key_line, own_line
from facilitator.join.keys import Answered, Keys, Outcome, mark_of

NOT_KEPT = (
    "Who has joined can’t be saved ({why}). People can join, and everything they send is saved in "
    "the meeting. After a crash, though, everybody has to scan a new code."
)
NOT_REMOVED = "{file} can’t be removed ({why}). Nobody can join with it; delete it by hand."
_SPARE_LINES = 5_000
"""Lines of no use that the journal may have before it is written again."""


class JoinStore:
    """What joining one meeting remembers; without a file only for as long as the program runs.

    It is used on one thread. What can't be saved is said once through `report`, in one sentence,
    and joining goes on. `door` changes in memory alone until save().
    """

    def __init__(
        self,
        file: Path | None,
        meeting: str,
        *,
        report: Callable[[str], None] = lambda sentence: None,
        needs_names: bool = False,
        clock: Clock | None = None,
    ) -> None:
        self._file, self._meeting, self._report = file, meeting, report
        self._clock = clock or Clock()
        self._journal = Journal(file.with_name(JOURNAL)) if file else None
        self._is_failing = self._is_outdated = False
        self.keys = Keys()
        self.port = 0
        self._proposals: tuple[Proposal, ...] = ()
        self._are_proposals_saved = True
        self._kept_in: frozenset[str] = frozenset()
        """The devices that a crash would not forget to be in."""
        self.moderates = False
        kept = self._read()
        self.is_resumed = kept is not None
        self._secret = kept.secret if kept else secrets.token_bytes(32)
        self._generation = kept.generation if kept else 0
        self.door = Door(
            needs_names=needs_names,
            clock=self._clock,
            code=kept.code if kept else None,
            devices=kept.devices if kept else (),
        )
        if kept:
            self.port, self._proposals = kept.port, kept.proposals
            self.moderates = kept.moderates
            self._read_journal()

    def _read(self) -> Kept | None:
        if self._file is None:
            return None
        found = read_join_file(self._file, self._meeting, self._clock.now())
        if found.said:
            self._report(found.said)
        return found.kept

    def _read_journal(self) -> None:
        for line in self._journal.read() if self._journal else ():
            if isinstance(line, KeyLine):
                with suppress(ValueError):
                    self.keys.add(bytes.fromhex(line.mark), line.outcome, line.at)
            elif line.generation >= self._generation:
                self._take_up(line)
        self.keys.drop_older(self._now())

    def _take_up(self, line: OwnLine) -> None:
        device = self.door.device(line.device)
        if device is not None:
            self.door.set_own(device.id, line.applied(device.own))

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What waits for the facilitator; on the disk before a device is told that it waits."""
        return self._proposals

    @proposals.setter
    def proposals(self, proposals: tuple[Proposal, ...]) -> None:
        self._proposals, self._are_proposals_saved = proposals, False

    def item_id(self, device: str, key: str) -> str:
        """Return the id of the item that a contribution adds: always the same, and no clue."""
        said = f"{device}{key}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, said, "sha256").hex()[:32]

    def find(self, device: str, key: str) -> Answer | Future[Answer] | None:
        """Return the answer that was given, or that is to come; None for something new."""
        outcome = self.keys.outcome(device, key)
        if outcome is None:
            return self.keys.pending(device, key)
        return Answer(
            is_taken=outcome.is_taken,
            why=outcome.why,
            item=self.item_id(device, key) if outcome.has_item else "",
            waits=outcome.waits,
        )

    def remember(self, answered: Sequence[Answered]) -> None:
        """Remember answers and what their devices have now; they are on the disk then.

        What waits for such an answer hears it afterwards.
        """
        is_missing = not self._are_proposals_saved and any(each.answer.waits for each in answered)
        # Who was just let in: after a crash, what they have would be nobody's.
        is_missing |= not self._is_failing and not self._kept_in.issuperset(
            each.device for each in answered
        )
        if is_missing:
            self.save()
        at, lines = self._now(), list[Line]()
        for each in answered:
            own, device = each.answer.own, self.door.device(each.device)
            if device is not None and own is not None and own != device.own:
                # Before the key: whatever a power cut leaves, who is known to have sent something
                # also has it.
                lines.append(own_line(self._generation, each.device, device.own, own))
                self.door.set_own(device.id, own)
            mark, outcome = mark_of(each.device, each.key), Outcome.of(each.answer)
            self.keys.add(mark, outcome, at, each.device)
            lines.append(key_line(mark, outcome, at))
        self._append(lines)
        for each in answered:
            pending = self.keys.end(each.device, each.key)
            if pending is not None and not pending.done():
                pending.set_result(each.answer)

    def give_up(self, device: str, key: str) -> None:
        """Forget something that got no answer: it may be sent again."""
        pending = self.keys.end(device, key)
        if pending is not None:
            pending.cancel()

    def set_owns(self, owns: Mapping[str, Own]) -> None:
        """Say what devices have; what they had is on no disk after the next save()."""
        for device, own in owns.items():
            self.door.set_own(device, own)
        self._is_outdated = True

    def remove(self, device: str) -> Own:
        """Remove a device as the door does; what it had is on no disk after the next save()."""
        self._is_outdated = True
        self.keys.forget_device(device)
        return self.door.remove(device)

    def leave(self, device: str) -> Own:
        """Forget a device as the door does; what it had is on no disk after the next save()."""
        self._is_outdated = True
        self.keys.forget_device(device)
        return self.door.leave(device)

    def save(self) -> None:
        """Write the state of the door, the port and the proposals; they are on the disk then."""
        if self._file is None:
            return
        try:
            self._write(self._file)
            if self._is_outdated or not (self._journal and self._journal.is_whole):
                self._write_journal()
        except OSError as error:
            self._fail(error)
        else:
            self._is_failing = False

    def close(self, keep: bool = False) -> None:
        """End: with `keep` as if the program had crashed, or else nothing stays on the disk."""
        if self._file is None or self._journal is None:
            return
        if keep:
            self.save()
            self._journal.close()
            return
        self._journal.close()
        for file in (self._file, self._journal.file):
            try:
                remove_kept(file)
            except OSError as error:
                self._report(NOT_REMOVED.format(file=file, why=file_faults.reason(error)))

    def _append(self, lines: Iterable[Line]) -> None:
        if self._journal is None:
            return
        self.keys.drop_older(self._now())
        if not self._journal.is_whole or self._journal.count > 2 * len(self.keys) + _SPARE_LINES:
            self._is_outdated = True
            self.save()
            return
        try:
            self._journal.append(lines)
        except OSError as error:
            self._fail(error)

    def _write(self, file: Path) -> None:
        kept = Kept(
            meeting=self._meeting,
            code=self.door.code,
            secret=self._secret,
            port=self.port,
            devices=self.door.devices,
            proposals=self._proposals,
            moderates=self.moderates,
            generation=self._generation + 1,
        )
        try:
            write_join_file(file, kept)
        except durable.UnconfirmedError:
            # It is there, and a power cut may bring the one before it back.
            self._generation = kept.generation
            raise
        self._generation, self._are_proposals_saved = kept.generation, True
        self._kept_in = frozenset(each.id for each in kept.devices if each.state is State.IN)

    def _write_journal(self) -> None:
        if self._journal is None:
            return
        entries = self.keys.entries()
        self._journal.rewrite(key_line(mark, outcome, at) for at, mark, outcome in entries)
        self._is_outdated = False

    def _fail(self, error: OSError) -> None:
        if not self._is_failing:
            self._is_failing = True
            self._report(NOT_KEPT.format(why=file_faults.reason(error)))

    def _now(self) -> int:
        return int(self._clock.now().timestamp())
