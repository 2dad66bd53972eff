"""How the teams of an organisation do, as charts: a bar for each, and what many of them say."""

from collections.abc import Iterable

from facilitator.export.charts.chart import (
    Bar,
    Chart,
    Key,
    Pattern,
    Saying,
    Segment,
    Subject,
    Table,
)
from facilitator.export.charts.language import Language
from facilitator.services.common_excuses import CommonExcuse
from facilitator.services.organisation import OrganisationOverview, TeamOverview
from facilitator.ui.base.translate import counted, tr

MOST_EXCUSES = 12
"""Excuses on the chart; the table has all of them."""


def organisation_charts(found: OrganisationOverview, w: Language) -> tuple[Chart, ...]:
    """Return the charts of an organisation; none where no team has met yet."""
    if not found.meetings:
        return ()
    made = (_promises(found, w), _excuses(found.excuses, w), _rules(found, w), _meetings(found, w))
    return tuple(chart for chart in made if chart is not None)


def _promises(found: OrganisationOverview, w: Language) -> Chart | None:
    """Return what became of the promises that were due; None before one was."""
    if not found.promises.due:
        return None
    names = (tr("kept"), tr("progress"), tr("excuse"), tr("still open"))
    patterns = (Pattern.FILLED, Pattern.LIGHT, Pattern.HATCHED, Pattern.OUTLINE)
    bars, rows = [], []
    for team in found.teams:
        of = team.promises
        values = (of.kept, of.progress, of.excuses, of.unsaid)
        parts = zip(values, patterns, strict=True)
        segments = tuple(Segment(n, pattern, w.count(n)) for n, pattern in parts if n)
        dropped = counted(of.dropped, tr("{n} dropped"), tr("{n} dropped")) if of.dropped else ""
        if segments or dropped:
            bars.append(Bar(team.name, segments, dropped))
        rows.append((team.name, *map(w.count, (of.due, *values, of.dropped))))
    return Chart(
        subject=Subject.PROMISES,
        title=tr("What became of the promises"),
        table=Table((tr("Team"), tr("due"), *names, tr("dropped")), tuple(rows)),
        bars=tuple(bars),
        keys=tuple(Key(pattern, name) for pattern, name in zip(patterns, names, strict=True)),
        caption=counted(
            found.promises.due,
            tr("{n} promise was due. The last verdict counts."),
            tr("{n} promises were due. The last verdict on each counts."),
        ),
    )


def _rules(found: OrganisationOverview, w: Language) -> Chart | None:
    """Return how many rules are still in force; None where none is."""
    if not found.rules:
        return None
    rows = tuple((team.name, w.count(team.rules)) for team in found.teams)
    return Chart(
        subject=Subject.REGISTER,
        title=tr("Rules still in force"),
        table=Table((tr("Team"), tr("still in force")), rows),
        bars=tuple(
            Bar(team.name, (Segment(team.rules, Pattern.HATCHED, w.count(team.rules)),))
            for team in found.teams
            if team.rules
        ),
        most=float(max(team.rules for team in found.teams)),
        caption=tr("Found in meetings, and neither changed nor dropped since."),
    )


def _meetings(found: OrganisationOverview, w: Language) -> Chart:
    """Return how often each team has met."""

    def last(team: TeamOverview) -> str:
        return w.day(team.last_met, True) if team.last_met else tr("not yet")

    rows = tuple((team.name, w.count(team.meetings), last(team)) for team in found.teams)
    return Chart(
        subject=Subject.MEETINGS,
        title=tr("Meetings held"),
        table=Table((tr("Team"), tr("meetings"), tr("last met")), rows),
        bars=tuple(
            Bar(
                team.name,
                (Segment(team.meetings, Pattern.FILLED, w.count(team.meetings)),),
                tr("last {day}", day=w.short_day(team.last_met)) if team.last_met else "",
            )
            for team in found.teams
            if team.meetings
        ),
        most=float(max(team.meetings for team in found.teams)),
        caption=_without_meetings(found.teams),
    )


def _without_meetings(teams: Iterable[TeamOverview]) -> str:
    """Return how many teams have no meeting here yet; empty where all have."""
    empty = sum(not team.meetings for team in teams)
    if not empty:
        return ""
    return counted(empty, tr("{n} team has not met yet."), tr("{n} teams have not met yet."))


def _excuses(excuses: tuple[CommonExcuse, ...], w: Language) -> Chart | None:
    """Return the excuses that several teams share; None where there is none."""
    if not excuses:
        return None
    rows = tuple(
        (
            tr("“{text}”", text=each.text),
            w.count(each.teams),
            w.count(each.times),
            w.day(each.last, True),
        )
        for each in excuses
    )
    more = len(excuses) - MOST_EXCUSES
    return Chart(
        subject=Subject.EXCUSES,
        title=tr("Excuses that several teams share"),
        table=Table((tr("Excuse"), tr("teams"), tr("times"), tr("last heard")), rows),
        sayings=tuple(
            Saying(tr("“{text}”", text=each.text), _life(each, w))
            for each in excuses[:MOST_EXCUSES]
        ),
        caption=tr("and {n} more", n=more) if more > 0 else "",
    )


def _life(excuse: CommonExcuse, w: Language) -> str:
    """Return in how many teams an excuse was said, how often, and when last."""
    teams = counted(excuse.teams, tr("{n} team"), tr("{n} teams"))
    times = counted(excuse.times, tr("said once"), tr("said {n} times"))
    return " · ".join((teams, times, tr("last {day}", day=w.short_day(excuse.last))))
