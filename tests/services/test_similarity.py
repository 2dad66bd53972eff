"""Which sentences sound alike: neither nagging nor blind, in any language."""

from collections.abc import Sequence
from itertools import combinations

import pytest

from facilitator import paths
from facilitator.domain.records import Card
from facilitator.export.json_format import loads
from facilitator.progress import Stopped
from facilitator.services.similarity import similar_pairs

ALIKE = [
    ("Nobody answers the phone", "The phone is not answered"),
    ("We close at noon", "Closed at noon on Mondays"),
    ("No chairs in the shop", "There are no chairs"),
    ("People wait too long at the counter", "Long waiting time at the counter"),
    ("We never apologise", "We don't say sorry or apologise"),
    ("Emails are answered after three days", "It takes three days to answer an email"),
    ("Parking is difficult", "Hard to find parking"),
    ("Prices are not on the shelf", "No prices on the shelves"),
    ("Niemand geht ans Telefon", "Am Telefon meldet sich niemand"),
    ("Wir lassen die Leute zu lange warten", "Die Leute warten zu lange an der Kasse"),
    ("Keine Stühle im Laden", "Es gibt keine Stühle"),
    ("Rechnungen sind schwer zu verstehen", "Die Rechnung versteht kein Mensch"),
    ("Nihče se ne oglasi na telefon", "Na telefon se nihče ne javi"),
    ("Stranke predolgo čakajo na blagajni", "Predolgo čakanje pri blagajni"),
    ("Spletna stran je zastarela", "Naša spletna stran ima stare podatke"),
    ("Ni dovolj parkirnih mest", "Premalo parkirnih mest pred trgovino"),
]
OTHERS = [
    "We know the regulars by name",
    "Warm bread at seven",
    "We listen to complaints",
    "We open late on Mondays",
    "We give a free coffee",
    "The queue blocks the door",
    "No refunds without a receipt",
    "We sigh when somebody pays in coins",
    "Our sign is too small",
    "Wir kennen die Namen der Stammgäste",
    "Wir hören nicht zu",
    "Wir antworten nicht auf Beschwerden",
    "Poznamo stalne goste po imenu",
    "Ne poslušamo pritožb",
    "Vrata se ne zaprejo",
]


def found(texts: Sequence[str]) -> list[set[str]]:
    pairs = similar_pairs({text: text for text in texts}, lambda done, total: None)
    return [set(pair) for pair in pairs]


def test_it_is_neither_blind_nor_does_it_nag() -> None:
    wanted = [set(pair) for pair in ALIKE]
    pairs = found([text for pair in ALIKE for text in pair] + OTHERS)
    assert len([pair for pair in wanted if pair in pairs]) >= 15
    assert len([pair for pair in pairs if pair not in wanted]) <= 3


@pytest.mark.parametrize("pair", list(combinations(OTHERS, 2))[:60:7])
def test_other_thoughts_are_left_alone(pair: tuple[str, str]) -> None:
    assert found(pair) == []


def test_the_sample_meeting_holds_no_two_alike() -> None:
    file = paths.resources() / "samples" / "corner-bakery.json"
    cards = loads(file.read_text(encoding="utf-8")).all(Card)
    assert found([card.text for card in cards]) == []


def test_the_most_alike_come_first() -> None:
    texts = ["The till is slow", "The till is slow!", "Our old till is so slow on Mondays"]
    assert found(texts)[0] == set(texts[:2])


@pytest.mark.parametrize("text", ["", "!?", "a", "お待たせ", "शिकायत नहीं सुनते", "🙂"])
def test_any_text_may_stand_there(text: str) -> None:
    pairs = similar_pairs({"a": text, "b": text, "c": "The till is slow"}, lambda done, total: None)
    assert pairs == ([("a", "b")] if any(map(str.isalnum, text)) else [])


def test_it_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        similar_pairs({"a": "one", "b": "two"}, stop)
