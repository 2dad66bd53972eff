"""What stays together, put into lines; widths are units of the type size."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from facilitator.export.text.words import SOFT_HYPHEN, SPACES, Cluster, Word, hyphen


class ShapedLine(NamedTuple):
    """A line as words from left to right; `above` and `below` are what the whole text needs."""

    text: str
    words: tuple[Word, ...]
    width: float
    is_rtl: bool = False
    above: float = 0.0
    below: float = 0.0


class Segment(NamedTuple):
    """What stays together on a line: words in the order in which they are read, with levels."""

    words: tuple[Word, ...]
    levels: tuple[int, ...]
    advance: float
    core: float


def segment_of(words: Sequence[tuple[Word, int]]) -> Segment:
    if len(words) == 1:
        word, level = words[0]
        return Segment((word,), (level,), word.advance, word.core)
    advance = sum(word.advance for word, _ in words)
    core = advance
    for word, _ in reversed(words):
        core -= word.advance - word.core
        if word.core:
            break
    return Segment(
        tuple(word for word, _ in words), tuple(level for _, level in words), advance, core
    )


def rows_of(segments: Sequence[Segment], width: float, lead: float) -> Iterator[list[Segment]]:
    """Yield the segments of each line."""
    row: list[Segment] = []
    used = lead
    for segment in segments:
        core = segment.core
        if used + core > width:
            if row:
                yield row
                row, used = [], 0.0
            if used + core > width:
                *whole, segment = _pieces(segment, width - used, width)
                for piece in whole:
                    yield [piece]
                    used = 0.0
        row.append(segment)
        used += segment.advance
    yield row


def _pieces(segment: Segment, room: float, width: float) -> Iterator[Segment]:
    """Yield parts of what is longer than a line, the first as wide as there is room."""
    words: list[tuple[Word, int]] = []
    used = 0.0
    for word, level in zip(segment.words, segment.levels, strict=True):
        clusters = list(word.logical())
        start = 0
        while start < len(clusters):
            end, piece = _reach(word, clusters, start, room - used)
            if piece is None and not words:
                # At least one character is on a line.
                end, piece = start + 1, _part(word, clusters, start, start + 1)
            if piece is not None:
                words.append((piece, level))
                used += piece.advance
                start = end
            if start < len(clusters):
                yield segment_of(words)
                words, used, room = [], 0.0, width
    if words:
        yield segment_of(words)


def _reach(
    word: Word, clusters: Sequence[Cluster], start: int, room: float
) -> tuple[int, Word | None]:
    """Return how many clusters there is room for, and these as a word."""
    end, used = start, 0.0
    while end < len(clusters):
        used += clusters[end].advance / word.face.upem
        if used > room and word.text[clusters[end].start] not in SPACES:
            break
        end += 1
    while end > start:
        # Letters that were joined may be wider at an end.
        piece = _part(word, clusters, start, end)
        if piece.core <= room:
            return end, piece
        end -= 1
    return start, None


def _part(word: Word, clusters: Sequence[Cluster], start: int, end: int) -> Word:
    if start == 0 and end == len(clusters):
        return word
    return word.piece(clusters[start].start, clusters[end - 1].end)


def line_of(
    row: Sequence[Segment], level: int, *, is_last: bool, is_trimmed: bool = True
) -> ShapedLine:
    words = [word for segment in row for word in segment.words]
    levels = [each for segment in row for each in segment.levels]
    if is_trimmed:
        _trim(words, levels)
    if not is_last and words and words[-1].text.endswith(SOFT_HYPHEN):
        _show_hyphen(words, levels)
    text = "".join([word.text for word in words])
    width = sum([word.advance for word in words])
    above = max([word.ink.above for word in words], default=0.0)
    below = max([word.ink.below for word in words], default=0.0)
    if level or any(levels):
        words = _in_visual_order(words, levels)
    return ShapedLine(text, tuple(words), width, bool(level & 1), above, below)


def plain_line(row: Sequence[Segment]) -> ShapedLine:
    words = [segment.words[0] for segment in row]
    if words and words[-1].text[-1] in SPACES:
        last = words.pop()
        if kept := len(last.text.rstrip(SPACES)):
            words.append(last.piece(0, kept))
    text = "".join([word.text for word in words])
    return ShapedLine(text, tuple(words), sum([word.advance for word in words]))


def _trim(words: list[Word], levels: list[int]) -> None:
    """Take away the spaces at the end of a line."""
    while words and words[-1].text[-1:] in SPACES:
        last = words[-1]
        kept = len(last.text.rstrip(SPACES))
        if kept:
            words[-1] = last.piece(0, kept)
            break
        words.pop()
        levels.pop()


def _show_hyphen(words: list[Word], levels: list[int]) -> None:
    """Put a hyphen after a word that is divided at the end of its line."""
    last, level = words.pop(), levels.pop()
    if len(last.text) > 1:
        words.append(last.piece(0, len(last.text) - 1))
        levels.append(level)
    words.append(hyphen(last.face, last.is_rtl))
    levels.append(level)


def _in_visual_order(words: Sequence[Word], levels: Sequence[int]) -> list[Word]:
    """Return words as they are from left to right (rule L2 of the bidirectional algorithm)."""
    order = list(range(len(words)))
    for level in range(max(levels, default=0), 0, -1):
        i = 0
        while i < len(order):
            end = i
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[i:end] = reversed(order[i:end])
            i = max(end, i + 1)
    return [words[i] for i in order]
