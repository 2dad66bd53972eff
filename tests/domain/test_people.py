"""A text of names is split into people; words and names that only look alike stay whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.domain.people import as_known, completion, people, renamed
from facilitator.domain.text import fold


@pytest.mark.parametrize(
    "text",
    [
        *("Ana, Bob", "Ana & Bob", "Ana&Bob", "Ana and Bob", "Ana AND Bob", "Ana/Bob", "Ana / Bob"),
        *(
            "Ana; Bob",
            "Ana + Bob",
            "Ana\nBob",
            "Ana\r\nBob",
            "Ana\tBob",
            "Ana · Bob",
            "Ana, and Bob",
            "Ana、Bob",
        ),
        *("Ana und Bob", "Ana et Bob", "Ana y Bob", "Ana e Bob", "Ana i Bob", "Ana en Bob"),
        *("Ana og Bob", "Ana och Bob", "Ana ja Bob", "Ana és Bob", "Ana a Bob", "Ana dan Bob"),
        *("Ana ve Bob", "Ana و Bob", "Ana 和 Bob", " Ana ,, Bob; ", "Ana, bob, ANA, Bób"),
    ],
)
def test_two_people(text: str) -> None:
    assert tuple(map(fold, people(text))) == ("ana", "bob")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tom, Aisha and Karl", ["Tom", "Aisha", "Karl"]),
        ("Tom, Aisha, and Karl", ["Tom", "Aisha", "Karl"]),
        ("Ana García, Luis Pérez y Carmen", ["Ana García", "Luis Pérez", "Carmen"]),
        ("Ana García y Luis Pérez", ["Ana García", "Luis Pérez"]),
        ("Анна и Борис", ["Анна", "Борис"]),
        ("田中と佐藤", ["田中", "佐藤"]),
        ("田中さんと佐藤さん", ["田中さん", "佐藤さん"]),
        ("Ana <a@x.org>; Bob <b@x.org>", ["Ana <a@x.org>", "Bob <b@x.org>"]),
        ("José, JOSE, Jose\u0301", ["José"]),
        ("Dan and Andy", ["Dan", "Andy"]),
        ("Ana, Bob & the night team", ["Ana", "Bob", "the night team"]),
        ("", []),
        (" ,; and , ", []),
    ],
)
def test_several_people(text: str, names: list[str]) -> None:
    assert list(people(text)) == names


@pytest.mark.parametrize(
    "name",
    [
        *("Anderson", "Andy", "Ana Dan Bob", "Iris Sand", "R&D", "Q&A", "A/V team", "n/a", "AT&T"),
        *("Sales and Marketing", "the Sales and IT teams", "Research & Development"),
        *("Mr. and Mrs. Smith", "John Smith, Jr.", "José Ortega y Gasset", "Ana (with Bob, Carl)"),
        *(
            "Hire a temp",
            "Team 4/5",
            "Ana + 2",
            "C++ team",
            "さとう",
            "さくらと田中",
            "Ana and",
            "and Bob",
        ),
    ],
)
def test_one_person_or_party(name: str) -> None:
    assert people(name) == (name,)


def test_a_name_that_is_known_stays_whole() -> None:
    assert people("Front desk and Bar", ["front desk and bar"]) == ("Front desk and Bar",)
    assert people("Bar, Lee; Ana", ["Bar, Lee"]) == ("Bar, Lee", "Ana")


KNOWN = ["Ana", "Aisha", "José Díaz", "Front desk and Bar", "O’Brien", "Großmann", "Аня"]


@pytest.mark.parametrize(
    ("typed", "known", "rest"),
    [
        ("Ana & A", "Ana & A", "isha"),
        ("ana, ai", "ana, Ai", "sha"),
        ("Tom; Ana and jose", "Tom; Ana and José", " Díaz"),
        ("jose d", "José D", "íaz"),
        ("ob", "O’B", "rien"),
        ("gross", "Groß", "mann"),
        ("Front desk and b", "Front desk and B", "ar"),
        ("Ana, front d", "Ana, Front d", "esk and Bar"),
        ("Aisha, A", "Aisha, A", "na"),
        ("ан", "Ан", "я"),
    ],
)
def test_the_name_that_is_typed_last_is_completed(typed: str, known: str, rest: str) -> None:
    assert completion(typed, KNOWN) == (known, rest)


@pytest.mark.parametrize(
    "typed", ["", "a", "Ana", "Ana & ", "Ana & aisha", "Aisha & Ai", "gros", "Tom", "Ana A", "& "]
)
def test_nothing_is_offered_for_a_whole_name_or_for_one_of_several(typed: str) -> None:
    assert completion(typed, KNOWN) is None


@example("´&J")
@given(st.text(st.sampled_from("Anaisho ,;&´Jé"), max_size=20))
def test_what_is_offered_is_a_whole_name(typed: str) -> None:
    offered = completion(typed, KNOWN)
    if offered is not None:
        whole = "".join(offered)
        assert people(whole, KNOWN)[-1] in KNOWN
        assert fold(offered[0]) == fold(typed)


@given(st.text(st.sampled_from("Ana Bob,;&+/\n()yand\u0301\u202e和と"), max_size=40))
def test_names_are_parts_of_the_text_and_there_once(text: str) -> None:
    names = people(text)
    assert len({fold(name) for name in names}) == len(names)
    assert all(name and name in " ".join(text.split()) for name in names)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ben", "Ben"),
        ("JOSE", "José"),
        ("ben & fatima", "Ben & Fatima"),
        ("fatima,ben  and zoe", "Fatima,Ben  and zoe"),
        ("ana & bob", "Ana & Bob"),
        ("benjamin", "benjamin"),
        ("", ""),
    ],
)
def test_people_who_are_known_are_written_as_they_are_known(typed: str, shown: str) -> None:
    assert as_known(typed, ["Ben", "Fatima", "José", "Ana & Bob", "ben"]) == shown


@pytest.mark.parametrize(
    ("text", "old", "new", "becomes"),
    [
        ("Tom", "tom", "Thomas", "Thomas"),
        ("Tom, Lin and Karl", "Lin", "Linnea", "Tom, Linnea and Karl"),
        ("Tom & Lin", "Tom", "", "Lin"),
        ("Tom, Lin and Karl", "lin", "", "Tom, Karl"),
        ("Tom; Lin", "Tom", "Lin", "Lin"),
        ("José + Lin", "jose", "Jose", "Jose + Lin"),
        ("Tommy and Lin", "Tom", "Karl", "Tommy and Lin"),
        ("Mr and Mrs Smith", "Smith", "Jones", "Mr and Mrs Smith"),
        ("Finance and Accounting", "Finance and Accounting", "Money", "Money"),
        ("Tom", "Tom", "", ""),
        ("  Tom ,Lin", "Tom", "Ann", "  Ann ,Lin"),
    ],
)
def test_a_name_is_changed_among_others(text: str, old: str, new: str, becomes: str) -> None:
    assert renamed(text, old, new) == becomes
