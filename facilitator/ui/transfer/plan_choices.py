"""What can be chosen for the export of a meeting, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from facilitator.domain.text import fold
from facilitator.export.options import What
from facilitator.export.paper import Paper
from facilitator.export.writers.choices import Choice, applies
from facilitator.export.writers.formats import WRITERS, Format
from facilitator.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Exportable:
    """What there is to export in a meeting: decides what is offered.

    `undated` counts the actions without a day, of each owner by their folded name, and under an
    empty name all of them; `stage` is the name of the stage that the meeting is at, empty once it
    is closed.
    """

    has_poster: bool = False
    is_of_team: bool = False
    owners: tuple[str, ...] = ()
    undated: Mapping[str, int] = field(default_factory=dict)
    stage: str = ""

    def parts(self, fmt: Format) -> tuple[What, ...]:
        """Return the parts that a format can have of this meeting, the usual one first."""
        writer = WRITERS.get(fmt)
        found = writer.whats if writer is not None else ()
        lacking = {What.POSTER} if not self.has_poster else set()
        return tuple(what for what in found if what not in lacking)

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats that can be written, the usual one first."""
        return tuple(fmt for fmt in WRITERS if self.parts(fmt))

    def has_owner(self, typed: str) -> bool:
        """Return whether somebody has an action here; an empty name is everybody."""
        return not typed or fold(typed) in map(fold, self.owners)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoices:
    """What was chosen for an export; `owner` is whose actions a calendar has, empty for all."""

    fmt: Format = Format.PDF
    what: What = What.RECORD
    paper: Paper = Paper.A4
    is_landscape: bool = False
    has_check_columns: bool = False
    has_signatures: bool = True
    without_names: bool = False
    is_compared: bool = False
    as_events: bool = False
    owner: str = ""
    logo: Path | None = None

    def applies(self, choice: Choice, found: Exportable) -> bool:
        """Return whether a choice makes a difference in this file."""
        if choice is Choice.BESIDE and not found.is_of_team:
            return False
        return applies(choice, self.fmt, self.what)


def remembered(settings: Settings, found: Exportable, team_id: str = "") -> PlanChoices:
    """Return the choices of the last export, as far as they can be had here."""
    formats = found.formats
    fmt = next((each for each in formats if each == settings.export_format), formats[0])
    logo = settings.export_logos.get(team_id, "")
    return PlanChoices(
        fmt=fmt,
        what=remembered_part(settings, found, fmt),
        paper=Paper.LETTER if settings.paper == "Letter" else Paper.A4,
        is_landscape=settings.export_landscape,
        has_check_columns=settings.export_check_columns,
        has_signatures=settings.export_signatures,
        without_names=settings.export_without_names,
        is_compared=settings.export_beside_last,
        as_events=settings.export_events,
        logo=Path(logo) if logo else None,
    )


def remembered_part(settings: Settings, found: Exportable, fmt: Format) -> What:
    """Return the part that was exported last in a format, else the usual one."""
    parts = found.parts(fmt)
    return next((each for each in parts if each == settings.export_parts.get(fmt)), parts[0])


def with_remembered(
    settings: Settings, chosen: PlanChoices, found: Exportable, team_id: str = ""
) -> Settings:
    """Return settings that remember what was chosen, as far as there was a choice."""
    changed: dict[str, object] = {
        "export_format": str(chosen.fmt),
        "export_parts": {**settings.export_parts, str(chosen.fmt): str(chosen.what)},
    }
    values: Mapping[Choice, tuple[str, object]] = {
        Choice.PAPER: ("paper", "Letter" if chosen.paper is Paper.LETTER else "A4"),
        Choice.LAYOUT: ("export_landscape", chosen.is_landscape),
        Choice.CHECK_COLUMNS: ("export_check_columns", chosen.has_check_columns),
        Choice.SIGNATURES: ("export_signatures", chosen.has_signatures),
        Choice.NAMES: ("export_without_names", chosen.without_names),
        Choice.BESIDE: ("export_beside_last", chosen.is_compared),
        Choice.CALENDAR: ("export_events", chosen.as_events),
    }
    changed |= dict(value for choice, value in values.items() if chosen.applies(choice, found))
    if team_id and chosen.applies(Choice.LOGO, found):
        others = {key: path for key, path in settings.export_logos.items() if key != team_id}
        own = {team_id: str(chosen.logo)} if chosen.logo is not None else {}
        changed["export_logos"] = others | own
    return replace(settings, **changed)  # type: ignore[arg-type]
