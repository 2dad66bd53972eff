"""What can be chosen for an export: only what makes a difference, and it is remembered."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from facilitator.export.options import What
from facilitator.export.paper import Paper
from facilitator.export.writers.choices import WITH_HEADINGS, Choice
from facilitator.export.writers.formats import WRITERS, Format
from facilitator.settings import Settings
from facilitator.ui.transfer.plan_choices import (
    Exportable,
    PlanChoices,
    remembered,
    with_remembered,
)
from facilitator.ui.transfer.plan_words import content, plan_words, summary

TEAM = Exportable(has_poster=True, is_of_team=True, owners=("Ana", "Ben"))
NOBODY = Exportable()


def test_what_has_no_writer_and_a_poster_that_is_not_there_are_not_offered() -> None:
    assert set(TEAM.formats) == set(WRITERS)
    assert TEAM.formats[0] is Format.PDF
    assert What.POSTER in TEAM.parts(Format.PDF)
    assert What.POSTER not in NOBODY.parts(Format.PDF)
    for fmt in NOBODY.formats:
        assert NOBODY.parts(fmt)


def test_a_choice_is_offered_only_where_it_makes_a_difference() -> None:
    record, poster = PlanChoices(), PlanChoices(what=What.POSTER)
    calendar = PlanChoices(fmt=Format.ICS, what=What.ACTIONS)
    assert record.applies(Choice.BESIDE, TEAM) and not record.applies(Choice.BESIDE, NOBODY)
    assert poster.applies(Choice.PAPER, TEAM) and not poster.applies(Choice.SIGNATURES, TEAM)
    assert calendar.applies(Choice.CALENDAR, TEAM) and not record.applies(Choice.CALENDAR, TEAM)
    assert not calendar.applies(Choice.PAPER, TEAM)


def test_what_was_chosen_is_remembered_by_format_and_by_team() -> None:
    poster = PlanChoices(what=What.POSTER, paper=Paper.LETTER, has_signatures=False)
    record = replace(poster, what=What.RECORD, logo=Path("/a/logo.png"), is_landscape=True)
    calendar = PlanChoices(fmt=Format.ICS, what=What.ACTIONS, as_events=True, owner="Ana")
    settings = Settings(paper="A4")
    for chosen in (record, poster, calendar):
        settings = with_remembered(settings, chosen, TEAM, "team-1")
    assert remembered(settings, TEAM, "team-1") == PlanChoices(
        fmt=Format.ICS,
        what=What.ACTIONS,
        paper=Paper.LETTER,
        is_landscape=True,
        has_signatures=False,
        as_events=True,
        logo=Path("/a/logo.png"),
    ), "all of it but whose actions they were: that is for this meeting"
    assert settings.export_parts == {"pdf": "poster", "ics": "actions"}
    assert remembered(settings, TEAM, "team-2").logo is None
    as_pdf = replace(settings, export_format="pdf")
    assert remembered(as_pdf, TEAM).what is What.POSTER
    assert remembered(as_pdf, NOBODY).what is NOBODY.parts(Format.PDF)[0], "it has no poster"
    assert "Ana" not in str(asdict(settings))


def test_a_part_without_signature_lines_does_not_forget_them() -> None:
    settings = Settings(export_signatures=False)
    poster = PlanChoices(what=What.POSTER, has_signatures=True)
    assert not with_remembered(settings, poster, TEAM).export_signatures


@pytest.mark.parametrize("stored", [{"export_format": "xps"}, {"export_parts": {"pdf": "gone"}}])
def test_what_an_older_or_newer_program_remembered_gives_the_usual(stored: dict[str, str]) -> None:
    settings = replace(Settings(paper="A4"), **stored)  # type: ignore[arg-type]
    assert remembered(settings, TEAM) == PlanChoices(what=TEAM.parts(Format.PDF)[0])


def test_the_sheet_says_what_is_left_out_and_at_which_stage_the_meeting_is() -> None:
    found = replace(TEAM, undated={"": 2, "ana": 1}, stage="What instead")
    calendar = PlanChoices(fmt=Format.ICS, what=What.ACTIONS)
    assert "2 actions are left out: they have no date." in content(calendar, found)
    assert "1 action is left out: it has no date." in content(replace(calendar, owner="Ana"), found)
    assert "left out" not in content(PlanChoices(), found)
    assert "As of stage “What instead”" in content(PlanChoices(), found)
    assert "As of" not in content(PlanChoices(), replace(found, stage=""))
    nameless = PlanChoices(without_names=True)
    assert "Person 1" in content(nameless, found)
    assert summary(nameless, TEAM) == "A4, portrait, signature lines, without names"


def test_every_format_and_part_has_its_own_words() -> None:
    for fmt in (Format.PDF, Format.CSV):
        said = {content(PlanChoices(fmt=fmt, what=what), NOBODY) for what in What}
        assert len(said) == len(What)
    for fmt in Format:
        words = plan_words(PlanChoices(fmt=fmt), NOBODY)
        assert words.ending == f".{fmt}"
        kind = "plan" if fmt in WITH_HEADINGS else "file"
        assert words.ready == f"The {kind} is ready"
        assert words.not_written == f"The {kind} was not written."
