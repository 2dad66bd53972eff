"""A meeting's JSON as an outline that can be read and compared at a glance."""

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]


def outline(document: Document) -> str:
    """Who met, both columns, and the chain from each gap to its actions, without any id."""
    return "\n".join(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    meeting = document["meeting"]
    who = [meeting["team"], meeting["facilitator"], *meeting["participants"]]
    yield f"{meeting['title']}: {', '.join(filter(None, who))}"
    for column in dict.fromkeys(card["column"] for card in document["cards"]):
        yield f"{column}: " + " | ".join(c["text"] for c in _of(document, "cards", column=column))
    for statement in document["statements"]:
        yield f"we say: {statement['text']} [{', '.join(statement['ticks'])}]"
    for gap in _gaps(document):
        yield from _gap(document, gap)
    first = [a["text"] for a in _of(document, "actions", id=meeting["first"])]
    yield f"first: {''.join(first)}, next: {meeting['next_on']}"


def _gaps(document: Document) -> list[dict[str, Any]]:
    """What was ranked or has excuses, the weightiest first."""
    explained = {excuse["gap"] for excuse in document["excuses"]}
    board = [*document["themes"], *document["cards"]]
    found = [gap for gap in board if gap["id"] in explained or "name" in gap or gap["rank"]]
    return sorted(
        (gap for gap in found if not gap.get("theme")),
        key=lambda gap: (gap["rank"] is None, gap["rank"]),
    )


def _gap(document: Document, gap: dict[str, Any]) -> Iterator[str]:
    texts = {label["id"]: label["text"] for label in document["labels"]}
    label = f" [{', '.join(texts[key] for key in gap['labels'])}]" if gap["labels"] else ""
    yield f"- {gap.get('name') or gap['text']}{label}"
    for card in _of(document, "cards", theme=gap["id"]):
        yield f"  with: {card['text']}"
    for excuse in _of(document, "excuses", gap=gap["id"]):
        yield f"  excuse: {excuse['text']}"
        yield from _origins(document, excuse["id"], "    ")
        for strategy in _of(document, "strategies", parent=excuse["id"]):
            yield f"    instead: {strategy['text']}"
            for action in _of(document, "actions", strategy=strategy["id"]):
                said = [v["status"] for v in _of(document, "verdicts", action=action["id"])]
                parts = (action[key] for key in ("text", "owner", "due", "sign"))
                told = [*parts, *(said or ["open"])]
                yield "      do: " + " · ".join(filter(None, told))


def _origins(document: Document, parent: str, indent: str) -> Iterator[str]:
    for origin in _of(document, "origins", parent=parent):
        yield f"{indent}because: {origin['text']}"
        yield from _origins(document, origin["id"], indent + "  ")


def _of(document: Document, kind: str, **wanted: object) -> list[dict[str, Any]]:
    return [
        row for row in document[kind] if all(row[key] == value for key, value in wanted.items())
    ]
