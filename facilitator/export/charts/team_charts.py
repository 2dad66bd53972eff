"""All charts of a team, made from its history in one language.

With very many meetings the bars stand for quarters or years; each meeting is in the table.
"""

from collections.abc import Iterable

from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.registers import RegisterEntry, by_register
from facilitator.export.charts.chart import Chart
from facilitator.export.charts.language import Language
from facilitator.export.charts.number_charts import numbers_chart, roti_chart
from facilitator.export.charts.promise_charts import days_chart, noticed_chart, promises_chart
from facilitator.export.charts.register_chart import register_chart
from facilitator.export.charts.times import dated
from facilitator.export.charts.word_charts import excuses_chart, turned_chart


def team_charts(
    history: TeamHistory, registers: Iterable[RegisterEntry], language: Language
) -> tuple[Chart, ...]:
    """Return the charts that have something to show, in the order in which they are read."""
    w = dated(history, language)
    made = (
        promises_chart(history, w),
        excuses_chart(history, w),
        days_chart(history, w),
        noticed_chart(history, w),
        *(register_chart(name, some, history, w) for name, some in by_register(registers).items()),
        turned_chart(history, w),
        numbers_chart(history, w),
        roti_chart(history, w),
    )
    return tuple(chart for chart in made if chart is not None)
