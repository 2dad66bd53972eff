"""What became of actions and of rules, counted over exported files alone.

These few lines share nothing with the program. What is in the trash is not among the files.
"""

from collections import Counter
from typing import Any, TypeVar

File = dict[str, Any]
Key = tuple[str, str]
K = TypeVar("K", str, Key)


def actions_in(files: list[File]) -> dict[Key, dict[str, Any]]:
    """Every action that the room may see: what it is, and all that was said of it."""
    found: dict[Key, dict[str, Any]] = {}
    for file in files:
        above = _links(file)
        hidden = {card["id"] for card in file["cards"] if card["veiled"] and not card["theme"]}
        for action in file["actions"]:
            chain = _path(above, action["id"])
            if not hidden & set(chain):
                texts = {each["id"]: each["text"] for each in _items(file, "excuses", "origins")}
                cause = texts.get(chain[2], "") if len(chain) > 2 else ""
                key = (file["meeting"]["id"], action["id"])
                found[key] = {**action, "excuse": cause, "gap": _gap(file, chain), "said": []}
    for file in sorted(files, key=lambda each: str(each["meeting"]["held_on"])):
        held, copies = file["meeting"], {e["id"]: e for e in file["earlier_actions"]}
        places: Counter[str] = Counter()
        for verdict in file["verdicts"]:
            copy = copies.get(verdict["action"])
            key = (copy["meeting"], copy["action"]) if copy else (held["id"], verdict["action"])
            # Of one day the last is said where most was known of what was said before.
            told = len(copy["history"]) if copy else -1
            places[verdict["action"]] += 1
            place = places[verdict["action"]], verdict["id"]
            order = (verdict["day"], told, held["held_on"], held["id"], place)
            if key in found:
                found[key]["said"].append((order, verdict))
    for action in found.values():
        action["said"].sort(key=lambda each: each[0])
        action["said"] = [verdict for _, verdict in action["said"]]
        action["status"] = action["said"][-1]["status"] if action["said"] else "open"
        days = [action["due"], *(v["due"] for v in action["said"] if v["due"])]
        action["due_now"] = days[-1]
    return found


def hidden_items(file: File) -> set[str]:
    """The ids of the cards that the room does not see, and of all that is under them."""
    above = _links(file)
    hidden = {card["id"] for card in file["cards"] if card["veiled"]}
    return hidden | {item for item in above if hidden & set(_path(above, item))}


def _items(file: File, *kinds: str) -> list[Any]:
    return [each for kind in kinds for each in file[kind]]


def _links(file: File) -> dict[str, str]:
    links = {each["id"]: each["strategy"] for each in file["actions"]}
    links |= {each["id"]: each["parent"] for each in _items(file, "strategies", "origins")}
    links |= {each["id"]: each["gap"] for each in file["excuses"]}
    links |= {each["id"]: each["action"] for each in file["verdicts"]}
    return links | {each["id"]: each["theme"] for each in file["cards"] if each["theme"]}


def _path(above: dict[str, str], item: str) -> list[str]:
    path = [item]
    while path[-1] in above:
        path.append(above[path[-1]])
    return path


def _gap(file: File, path: list[str]) -> str:
    texts = {each["id"]: each["text"] for each in file["cards"]}
    texts |= {each["id"]: each["name"] for each in file["themes"]}
    texts |= {each["id"]: each["gap"] for each in file["earlier_actions"]}
    return str(texts.get(path[-1], ""))


def registers_in(files: list[File]) -> dict[str, Counter[str]]:
    """How many gaps each register has, and how many of them are in which state."""
    seen, same, notes = {}, [], []
    for file in files:
        own, day = file["meeting"]["id"], file["meeting"]["held_on"]
        registers = {each["id"]: each["register"] for each in file["labels"]}
        for gap in _items(file, "cards", "themes"):
            if not gap.get("veiled"):
                names = {registers[each] for each in gap["labels"] if registers.get(each)}
                seen[own, gap["id"]] = (day, names, gap["column"] == "gaps")
        same += [((own, r["item"]), (r["meeting"], r["earlier"])) for r in file["recurrences"]]
        notes += [(n["day"], (n["meeting"], n["gap"]), n["state"]) for n in file["register_notes"]]
    found: dict[str, Counter[str]] = {}
    for group in groups(list(seen), same):
        of = [seen[key] for key in group if key in seen]
        names = {name for _, some, _ in of for name in some}
        said = sorted((day, state) for day, key, state in notes if key in group)
        for name in names:
            last = max(day for day, some, is_gap in of if some or is_gap)
            state = said[-1][1] if said and said[-1][0] >= last else "still there"
            found.setdefault(name, Counter()).update(("found", state))
    return found


def groups(keys: list[K], same: list[tuple[K, K]]) -> list[set[K]]:
    """The sets of what people said is the same."""
    found = {key: {key} for key in keys}
    for one, other in same:
        whole = found.get(one, {one}) | found.get(other, {other})
        found |= dict.fromkeys(whole, whole)
    once = {id(group): group for group in found.values()}
    return list(once.values())
