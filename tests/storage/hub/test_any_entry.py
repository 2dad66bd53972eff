"""Whatever somebody sends: it is refused, or both databases give it back as it was."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator.storage.hub.base.entry_check import fault_of
from facilitator.storage.hub.people import Pushed
from tests.support.shared_changes import unplaced
from tests.support.stored_hub import Place, entry, sqlite_place, stored_hub

texts = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(
    [
        "\0",
        "\\u0000",
        "\ud800",
        "\udfff\ud800",
        "🥐",
        "é\u0301",
        "\x7f\u2028",
        "' OR 1=1 --",
        "%(x)s",
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers((1 << 53) - 2, (1 << 64) + 2)
    | st.floats()
    | texts
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)
rows = st.none() | st.dictionaries(texts, scalars, max_size=4) | anything
edits = st.lists(st.tuples(texts, rows, rows).map(list), max_size=4) | anything
bodies = (
    st.fixed_dictionaries(
        {
            "verb": texts | st.just("add"),
            "subject": texts,
            "count": st.integers(),
            "targets": st.lists(texts, max_size=3),
            "edits": edits,
        }
    )
    | anything
)
odd = st.dictionaries(
    st.sampled_from(["meeting", "site", "actor", "at", "base", "records", "seq", "else"]),
    anything,
    max_size=2,
)


def test_both_databases_give_back_what_was_not_refused(postgres: Place, tmp_path: Path) -> None:
    with stored_hub(sqlite_place(tmp_path)) as small, stored_hub(postgres) as large:
        laptops = {hub: hub.laptop() for hub in (small, large)}
        sent: dict[str, dict[str, Any]] = {}

        @given(st.lists(st.tuples(bodies, odd), min_size=1, max_size=8))
        def push(contents: list[tuple[Any, dict[str, Any]]]) -> None:
            entries = []
            for body, others in contents:
                known = f"e{len(sent)}"
                sent[known] = entry(small.team, known, body=body) | others
                entries.append(sent[known])
            for hub, ana in laptops.items():
                (answer,) = hub.store.push([(ana, entries)])
                assert isinstance(answer, Pushed)
                assert answer.placed.keys() | answer.refused.keys() == {e["id"] for e in entries}
                for each in entries:
                    if each["id"] in answer.placed:
                        # No check may leave it to the database to refuse what does not fit.
                        assert fault_of(each) is None
                    else:
                        assert fault_of(each) or answer.refused[each["id"]] == "erased"

        push()
        logs = [unplaced(hub.store.entries(hub.org, hub.team)) for hub in laptops]
        assert logs[0] == logs[1]
        assert logs[0]
        erased = {
            each["meeting"] for each in logs[0] if (each["body"] or {}).get("verb") == "erase"
        }
        for each in logs[0]:
            if each["meeting"] not in erased:
                assert each == {**sent[each["id"]], "seq": each["seq"]}
