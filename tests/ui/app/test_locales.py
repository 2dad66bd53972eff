"""Days, weeks and numbers are said and read as where the user lives."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale

from facilitator.domain.dates.dates import parse_day
from facilitator.domain.records import Side
from facilitator.ui.base import dates
from facilitator.ui.base.local_dates import local_words
from facilitator.ui.base.translate import counted, tr
from tests.support.window import OpenRoom

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 18)
LiveIn = Callable[[str], None]


@pytest.fixture
def live_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveIn]:
    """Takes the user to another place; there it is the Wednesday."""

    class Today(date):
        @classmethod
        def today(cls) -> "Today":
            return cls(WEDNESDAY.year, WEDNESDAY.month, WEDNESDAY.day)

    before = QLocale()
    monkeypatch.setattr(dates, "date", Today)
    yield lambda place: QLocale.setDefault(QLocale(place))
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("place", "near", "far"),
    [
        ("en_US", "Fri Nov 27", "Mar 5, 2027"),
        ("en_GB", "Fri 27 Nov", "5 Mar 2027"),
        ("de_DE", "Fr. 27. Nov.", "5. März 2027"),
        ("es_ES", "vie 27 de nov", "5 de mar de 2027"),
        ("ar_EG", "الجمعة ٢٧ نوفمبر", "٥ مارس ٢٠٢٧"),
        ("fa_IR", "جمعه ۲۷ نوامبر", "۵ مارس ۲۰۲۷"),
        ("he_IL", "יום ו׳ 27 בנוב׳", "5 במרץ 2027"),
        ("ja_JP", "11月27日 金", "2027年3月5日"),
        ("hu_HU", "nov. 27. P", "2027. márc. 5."),
        ("ru_RU", "пт 27 нояб.", "5 мар. 2027\u202fг."),
    ],
)
def test_a_day_is_written_as_there(live_in: LiveIn, place: str, near: str, far: str) -> None:
    live_in(place)
    assert dates.day(date(2026, 11, 27)) == near
    assert dates.day(date(2027, 3, 5), with_weekday=False) == far


def test_every_locale_writes_a_day_of_the_month(live_in: LiveIn) -> None:
    anywhere = (
        QLocale.Language.AnyLanguage,
        QLocale.Script.AnyScript,
        QLocale.Country.AnyCountry,
    )
    for locale in QLocale.matchingLocales(*anywhere):
        QLocale.setDefault(locale)
        said = dates.day(date(2027, 3, 5), with_weekday=False)
        assert locale.toString(5) in said, locale.name()
        assert locale.toString(2027).replace(locale.groupSeparator(), "") in said, locale.name()
        assert said == said.strip(), locale.name()


@pytest.mark.parametrize(
    ("place", "typed", "day"),
    [
        ("en_US", "12/3", "2026-12-03"),
        ("en_GB", "12/3", "2027-03-12"),
        ("de_DE", "3.12.", "2026-12-03"),
        ("de_DE", "12/3", "2027-03-12"),
        ("de_DE", "fr", "2026-11-20"),
        ("de_DE", "Freitag", "2026-11-20"),
        ("de_DE", "3. Dezember", "2026-12-03"),
        ("ar_EG", "12/3", "2027-03-12"),
        ("ar_EG", "٣/١٢", "2026-12-03"),
        ("ar_EG", "الجمعة", "2026-11-20"),
        ("fa_IR", "12/3", "2026-12-03"),
        ("fa_IR", "۲۰۲۶/۱۲/۳", "2026-12-03"),
        ("fa_IR", "جمعه", "2026-11-20"),
        ("he_IL", "3.12.", "2026-12-03"),
        ("he_IL", "יום שישי", "2026-11-20"),
        ("ja_JP", "12/3", "2026-12-03"),
        ("ja_JP", "金曜日", "2026-11-20"),
        ("ja_JP", "2026-12-03", "2026-12-03"),
        *((place, "next friday", "2026-11-27") for place in ("en_US", "en_GB", "de_DE", "he_IL")),
    ],
)
def test_a_day_is_read_as_there(live_in: LiveIn, place: str, typed: str, day: str) -> None:
    live_in(place)
    assert parse_day(typed, WEDNESDAY, local_words()) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("place", "on_sunday", "end", "friday"),
    [
        # Where the week begins on Monday, Sunday is its last day; elsewhere it is the first.
        ("en_GB", "2026-11-23", "2026-11-27", "2026-11-27"),
        ("de_DE", "2026-11-23", "2026-11-27", "2026-11-27"),
        ("en_US", "2026-11-30", "2026-11-27", "2026-12-04"),
        ("ja_JP", "2026-11-30", "2026-11-27", "2026-12-04"),
        # Sunday to Thursday are worked, Friday and Saturday are not.
        ("he_IL", "2026-11-29", "2026-11-26", "2026-12-04"),
        ("ar_EG", "2026-11-29", "2026-11-26", "2026-12-04"),
        # From Saturday on, all days but Friday.
        ("fa_IR", "2026-11-28", "2026-11-26", "2026-12-04"),
    ],
)
def test_weeks_run_as_there(
    live_in: LiveIn, place: str, on_sunday: str, end: str, friday: str
) -> None:
    live_in(place)
    words = local_words()
    for typed, day in (("next week", on_sunday), ("end of week", end), ("next fri", friday)):
        assert parse_day(typed, SUNDAY, words) == date.fromisoformat(day), typed


@pytest.mark.parametrize("place", ["en_US", "en_GB", "de_DE", "ar_EG", "fa_IR", "he_IL", "ja_JP"])
def test_what_is_written_is_read_back(live_in: LiveIn, place: str) -> None:
    live_in(place)
    words = local_words()
    for ahead in range(1, 400, 13):
        day = WEDNESDAY + timedelta(days=ahead)
        short = QLocale().toString(day, QLocale.FormatType.ShortFormat)  # type: ignore[call-overload]
        assert parse_day(short, WEDNESDAY, words) == day, short


@pytest.mark.parametrize(
    ("place", "many"),
    [
        ("en_US", "12,345 cards"),
        ("de_DE", "12.345 cards"),
        ("es_ES", "12.345 cards"),
        ("ar_EG", "١٢٬٣٤٥ cards"),
        ("fa_IR", "۱۲٬۳۴۵ cards"),
        ("he_IL", "12,345 cards"),
        ("ja_JP", "12,345 cards"),
    ],
)
def test_numbers_have_the_digits_and_groups_of_there(
    live_in: LiveIn, place: str, many: str
) -> None:
    live_in(place)
    assert counted(12_345, "{n} card", "{n} cards") == many
    assert tr("{n} cards", n=12_345) == many


def test_a_meeting_held_in_another_place(open_room: OpenRoom, live_in: LiveIn) -> None:
    live_in("ar_EG")
    room = open_room()
    room.presses("Enter")
    for _ in range(3):
        room.presses("Tab")
    room.presses("Enter", "PgDown", "PgDown")
    room.says("one", "two")
    assert room.stage.panels[Side.RIGHT].count_text == "٢"
    room.presses("PgDown")
    assert room.stage.panels[Side.LEFT].count_text == "٢"
    assert "٤" in room.screen.strip.accessibleName()
