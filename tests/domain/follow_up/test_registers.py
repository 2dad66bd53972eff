"""Registers of labels: what was found, heard again, changed or dropped."""

from datetime import date

from facilitator.domain.follow_up import registers
from facilitator.domain.follow_up.registers import FoundGap, RegisterEntry
from facilitator.domain.follow_up.teams import begin_journal
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import RegisterState

RULES = "Rules to get rid of"
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


def found(meeting: str, day: date, *names: str, text: str = "No refunds") -> FoundGap:
    return FoundGap(
        meeting=meeting,
        gap="g",
        title="Monday",
        held_on=day,
        team_id="t",
        team="Front desk",
        text=text,
        registers=names,
    )


def journal() -> Meeting:
    made = Meeting()
    made.apply(begin_journal("Front desk", SEPTEMBER))
    return made


def entry_of(*gaps: FoundGap, said: Meeting) -> RegisterEntry:
    same = [(one.key, other.key) for one, other in zip(gaps[1:], gaps, strict=False)]
    (entry,) = registers.entries(gaps, same, said.register_notes)
    return entry


def test_what_is_heard_again_is_one_entry_and_is_still_there() -> None:
    said = journal()
    first, again = found("m-1", SEPTEMBER, RULES), found("m-2", NOVEMBER, text="Still no refunds")
    entry = entry_of(first, said=said)
    assert (entry.state, entry.since) == (RegisterState.STILL_THERE, SEPTEMBER)
    said.apply(registers.note(said, entry, RegisterState.CHANGED, OCTOBER))
    entry = entry_of(first, said=said)
    assert (entry.state, entry.since) == (RegisterState.CHANGED, OCTOBER)
    entry = entry_of(first, again, said=said)
    assert (entry.state, entry.days) == (RegisterState.STILL_THERE, (SEPTEMBER, NOVEMBER))
    assert (entry.text, entry.note) == ("Still no refunds", None)


def test_of_one_day_the_last_word_counts_and_can_be_taken_back() -> None:
    said, gap = journal(), found("m-1", SEPTEMBER, RULES)
    said.apply(registers.note(said, entry_of(gap, said=said), RegisterState.CHANGED, OCTOBER))
    # A clock that was set back makes no note older than what it is about.
    said.apply(registers.note(said, entry_of(gap, said=said), RegisterState.DROPPED, SEPTEMBER))
    entry = entry_of(gap, said=said)
    assert [(note.day, note.state) for note in entry.notes] == [(OCTOBER, RegisterState.DROPPED)]
    assert entry.note is not None
    said.apply(registers.take_back(said, entry.note))
    assert entry_of(gap, said=said).state is RegisterState.STILL_THERE


def test_each_register_counts_what_became_of_its_own() -> None:
    said = journal()
    gaps = [found(f"m-{n}", SEPTEMBER, RULES) for n in range(3)]
    gaps += [found("m-9", SEPTEMBER, "Forms"), found("m-8", SEPTEMBER)]
    made = registers.by_register(registers.entries(gaps, [], []))
    for entry, state in zip(made[RULES], RegisterState, strict=True):
        said.apply(registers.note(said, entry, state, OCTOBER))
    made = registers.by_register(registers.entries(gaps, [], said.register_notes))
    assert registers.count(made[RULES]) == registers.RegisterCounts(3, 1, 1, 1)
    assert registers.count(made["Forms"]) == registers.RegisterCounts(1, 0, 0, 1)
