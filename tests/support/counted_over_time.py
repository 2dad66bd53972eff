"""What changed over time, counted over exported files alone.

These few lines share nothing with the program. What is in the trash is not among the files.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from statistics import median
from typing import Any

from tests.support.counted_files import File, actions_in, groups, hidden_items

Row = tuple[str, ...]
Given = tuple[str, int, int]
"""A number: the day of the meeting, its place there, and how much."""


@dataclass
class OverTime:
    """The figures by the id of the meeting up to which they were said, "" since the last one."""

    said: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    noticed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    took: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    worth: dict[str, tuple[float, int]] = field(default_factory=dict)
    excuses: dict[str, list[str]] = field(default_factory=dict)
    """Words that were said on several days, and these days."""
    turned: list[Row] = field(default_factory=list)
    counted: list[tuple[str, list[tuple[str, int]]]] = field(default_factory=list)

    def middle(self, meeting: str) -> float:
        return median(self.took[meeting])


def over_time(files: list[File]) -> OverTime:
    found = OverTime()
    held = {f["meeting"]["id"]: f["meeting"]["held_on"] for f in files if not f["journal"]}
    _say(found, files, held)
    for file in files:
        if not file["journal"] and file["roti"]:
            fingers = file["roti"]
            found.worth[file["meeting"]["id"]] = sum(fingers) / len(fingers), len(fingers)
    _excuses(found, files)
    _gaps(found, files)
    return found


def _say(found: OverTime, files: list[File], held: dict[str, str]) -> None:
    places = {v["id"]: f["meeting"]["id"] for f in files for v in f["verdicts"]}
    for (promised_in, _), action in actions_in(files).items():
        row_of: dict[str, Any] = {}
        done: tuple[str, int] | None = None
        for verdict in action["said"]:
            place, day = places[verdict["id"]], verdict["day"]
            is_late = place == promised_in and day != held[promised_in]
            if place not in held or is_late:
                later = sorted((on, known) for known, on in held.items() if on >= day)
                place = later[0][1] if later else ""
            row_of[place] = verdict
            if verdict["status"] != "done":
                done = None
            elif done is None:
                days = date.fromisoformat(day) - date.fromisoformat(held[promised_in])
                done = (place, days.days)
        for place, verdict in row_of.items():
            found.said[place][verdict["status"]] += 1
            if verdict["status"] == "done" and verdict["noticed"]:
                found.noticed[place][verdict["noticed"]] += 1
        if done is not None:
            found.took[done[0]].append(done[1])


def _excuses(found: OverTime, files: list[File]) -> None:
    days: dict[str, set[str]] = defaultdict(set)
    for file in files:
        hidden, of = hidden_items(file), {v["id"]: v["day"] for v in file["verdicts"]}
        for excuse in file["excuses"]:
            if excuse["id"] not in hidden:
                day = of.get(excuse["gap"], file["meeting"]["held_on"])
                days[excuse["text"]].add(day)
    found.excuses = {text: sorted(on) for text, on in days.items() if len(on) > 1}


def _gaps(found: OverTime, files: list[File]) -> None:
    here = {file["meeting"]["id"] for file in files}
    said: dict[str, dict[str, Given]] = defaultdict(dict)
    words: dict[str, str] = {}
    same = []
    for file in sorted(files, key=lambda each: str(each["meeting"]["held_on"])):
        held_on = file["meeting"]["held_on"]
        cards = {each["id"]: each for each in file["cards"] if not each["veiled"]}
        copies = {each["id"]: each for each in file["earlier_actions"] if each["meeting"] in here}
        for place, number in enumerate(file["numbers"]):
            item = number["item"]
            if item not in cards and item not in copies:
                continue
            gap = item if item in cards else copies[item]["gap_id"]
            said[gap][number["day"]] = (held_on, place, number["value"])
            words[gap] = cards[item]["text"] if item in cards else copies[item]["gap"]
        for link in file["recurrences"]:
            card = cards.get(link["item"])
            if link["meeting"] in here and card is not None:
                same.append((link["item"], link["earlier"]))
                if card["column"] == "strengths":
                    turned = (card["text"], held_on, link["text"], link["day"])
                    found.turned.append(turned)
    known = {*words, *chain.from_iterable(same)}
    for group in groups(list(known), same):
        of_day: dict[str, Given] = {}
        for gap in group:
            for day, given in said.get(gap, {}).items():
                of_day[day] = max(of_day.get(day, given), given)
        if of_day:
            last = max(of_day)
            text = next(words[gap] for gap in group if said[gap].get(last) == of_day[last])
            numbers = [(day, value) for day, (*_, value) in sorted(of_day.items())]
            found.counted.append((text, numbers))
