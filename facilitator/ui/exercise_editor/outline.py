"""The parts of an exercise, as the list beside its form shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from facilitator.exercises.draft import ExerciseDraft, Place
from facilitator.parsed_text import Fault
from facilitator.ui.base.translate import counted, number, tr
from facilitator.ui.cards.card_content import CardContent, Stripe

WHOLE = "."
"""The id of what is about the exercise as a whole."""
_STRIPES = {"strength": Stripe.STRENGTH, "gap": Stripe.GAP}


def key_of(part: Place) -> str:
    """Return the id of a part in the list."""
    return "/".join(map(str, part)) or WHOLE


def part_of(key: str) -> Place:
    """Return the part of an id in the list."""
    if key == WHOLE:
        return ()
    return tuple(int(step) if step.isdecimal() else step for step in key.split("/"))


def part_around(place: Place) -> Place:
    """Return the part in whose form a place is."""
    if not place or place[0] not in ("columns", "labels", "fields", "checks", "stages", "close"):
        return place[:1] if place[:1] in (("words",), ("opening",)) else ()
    return place[:2] if len(place) > 1 else (place[0], 0)


def outline(
    draft: ExerciseDraft, faults: Mapping[Place, list[Fault]]
) -> Iterator[tuple[str, CardContent]]:
    """Yield the ids of the parts in order, each with its card; `faults` are those of each part."""
    for part, card in _parts(draft):
        wrong = len(faults.get(part, ()))
        if wrong:
            said = counted(wrong, tr("{n} to correct"), tr("{n} to correct"))
            card = replace(card, aside=said, alert=True)
        yield key_of(part), card


def _parts(draft: ExerciseDraft) -> Iterator[tuple[Place, CardContent]]:
    yield (), _card(tr("The exercise"), draft.value(("title",)), bold=True)
    if isinstance(opening := draft.value(("opening",)), dict):
        aside = _minutes(opening.get("minutes"))
        yield ("opening",), _card(tr("Opening"), opening.get("title"), aside=aside)
    for part, stage in _tables(draft, "stages"):
        aside, count = _minutes(stage.get("minutes")), number(int(part[1]) + 1)
        yield part, _card("", stage.get("question"), aside=aside, number=count)
    for part, column in _tables(draft, "columns"):
        stripe = _STRIPES.get(str(column.get("tone")), Stripe.NONE)
        yield part, _card(tr("Column"), column.get("title"), stripe=stripe)
    names = {
        "labels": (tr("Label"), "text"),
        "fields": (tr("Question"), "question"),
        "checks": (tr("Check"), "question"),
        "close": (tr("At the close"), "question"),
    }
    for name, (kind, key) in names.items():
        for part, table in _tables(draft, name):
            yield part, _card(kind, table.get(key))
    yield ("words",), _card(tr("Words"), _first_word(draft))


def _card(
    kind: str,
    text: object,
    *,
    aside: str = "",
    number: str = "",
    stripe: Stripe = Stripe.NONE,
    bold: bool = False,
) -> CardContent:
    said = str(text or "").strip() or tr("(empty)")
    whole = tr("{kind}: {text}", kind=kind, text=said) if kind else said
    return CardContent(text=whole, aside=aside, number=number, stripe=stripe, bold=bold)


def _first_word(draft: ExerciseDraft) -> str:
    gap = draft.value(("words", "gap"))
    return ", ".join(map(str, gap)) + "…" if isinstance(gap, list) else ""


def _tables(draft: ExerciseDraft, name: str) -> Iterator[tuple[Place, dict[str, object]]]:
    for index, table in enumerate(draft.value((name,)) or ()):
        yield (name, index), table


def _minutes(minutes: object) -> str:
    return tr("{n} min", n=minutes) if isinstance(minutes, int) else ""
