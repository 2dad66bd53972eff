"""What the index is asked for: trigrams, three letters one after another.

It finds words of three letters and more by trigrams that cover them, and the signs behind a text.
A letter or two begin some trigram wherever they are, for a sign follows them.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from facilitator.domain.search import SearchQuery, kind_sign
from facilitator.storage.db import search_tables
from facilitator.storage.db.connection import rows_of

MOST_TERMS = 300
"""Trigrams that may begin with a letter or two for the index to be asked for all of them."""
_LENGTH = 3
_MOST = 40
"""Trigrams that are asked for of what is typed; whether all of it is there is seen in the texts."""
_LAST = "\U0010ffff"


def covering(words: Iterable[str]) -> str:
    """Return the question for texts that may hold all words; empty if no word is long enough."""
    found = dict.fromkeys(each for word in words for each in _trigrams(word))
    return " AND ".join(map(_quoted, list(found)[:_MOST]))


def any_kind(query: SearchQuery) -> str:
    """Return the question for texts of the kinds that are asked for; empty for all."""
    if query.kinds is None:
        return ""
    signs = [_quoted(kind_sign(kind)) for kind in sorted(query.kinds)]
    # Of no kind there are no texts; this sign is behind none.
    return f"({' OR '.join(signs) or _quoted(_LAST * _LENGTH)})"


def all_beginning(connection: Connection, letters: Iterable[str]) -> str:
    """Return the question for texts that hold all of these letters, of one or two each.

    Empty where too many trigrams begin so. The transaction is the caller's.
    """
    groups = []
    for each in letters:
        terms = search_tables.terms.c.term
        asked = select(terms).where(terms >= each, terms < each + _LAST).limit(MOST_TERMS)
        search_tables.provide_terms(connection)
        found = [_quoted(term) for (term,) in rows_of(connection, asked)]
        if len(found) < MOST_TERMS:
            groups.append(f"({' OR '.join(found) or _quoted(_LAST * _LENGTH)})")
    return " AND ".join(groups)


def _trigrams(word: str) -> Iterator[str]:
    """Yield as few trigrams of a word as cover it."""
    last = len(word) - _LENGTH
    if last >= 0:
        yield from (word[at : at + _LENGTH] for at in range(0, last, _LENGTH))
        yield word[last:]


def _quoted(trigram: str) -> str:
    doubled = trigram.replace('"', '""')
    return f'"{doubled}"'
