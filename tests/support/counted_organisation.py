"""What an organisation is told of its teams, counted over exported files alone.

These few lines share nothing with the program. What is in the trash is not among the files.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from tests.support.counted_files import File, actions_in, hidden_items, registers_in


@dataclass(frozen=True)
class Counted:
    """The figures of one team."""

    meetings: int
    last_met: str
    promises: Counter[str]
    rules: int


def counted(files: list[File], today: str) -> Counted:
    """Count one team over its files."""
    held = [f["meeting"]["held_on"] for f in files if not f["journal"]]
    held = [day for day in held if day <= today]
    became: Counter[str] = Counter()
    for action in actions_in(files).values():
        if action["said"] or (action["due"] and action["due"] <= today):
            became[action["status"]] += 1
    rules = sum(states["still there"] for states in registers_in(files).values())
    return Counted(len(held), max(held, default=""), became, rules)


def same_words(teams: dict[str, list[File]]) -> dict[str, tuple[int, int, str]]:
    """Of the excuses that several teams have in equal words: teams, times, and the last day."""
    said_by: dict[str, set[str]] = defaultdict(set)
    days: dict[str, list[str]] = defaultdict(list)
    for team, files in teams.items():
        met = set()
        for file in files:
            verdicts = {each["id"]: each["day"] for each in file["verdicts"]}
            hidden = hidden_items(file)
            for excuse in file["excuses"]:
                if excuse["id"] not in hidden | met:
                    met.add(excuse["id"])
                    said_by[excuse["text"]].add(team)
                    day = verdicts.get(excuse["gap"], file["meeting"]["held_on"])
                    days[excuse["text"]].append(day)
    shared = {text: some for text, some in said_by.items() if len(some) > 1}
    return {text: (len(some), len(days[text]), max(days[text])) for text, some in shared.items()}
