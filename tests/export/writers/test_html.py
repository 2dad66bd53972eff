"""The page as a reader of HTML that knows nothing of this program finds it."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.export.document.record import plan_document, record_document
from facilitator.export.logo import Logo
from facilitator.export.paper import Paper
from facilitator.export.report import build_report
from facilitator.export.writers.html import html
from facilitator.export.writers.lines import lines_of
from facilitator.export.writers.markdown import markdown
from facilitator.progress import Stopped
from tests.support.hostile_texts import TEXTS, everywhere
from tests.support.told_texts import TODAY

VOID = ("meta", "br", "img")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass
class Page(HTMLParser):
    """Elements with their attributes in order, the words, and whether all is closed in order."""

    text: str
    tags: list[str] = field(default_factory=list)
    attributes: list[dict[str, str | None]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def values(self, name: str) -> Iterator[str]:
        yield from (found for each in self.attributes if (found := each.get(name)) is not None)

    @property
    def letters(self) -> str:
        return "".join("".join(self.words).split())


@settings(max_examples=30, deadline=None)
@given(text=TEXTS)
def test_what_is_typed_is_words_and_never_markup(text: str) -> None:
    lines = lines_of(text)
    plain = "\n".join(["Zq"] * len(lines))
    found, expected = Page(html(everywhere(text))), Page(html(everywhere(plain)))
    turns = [each.get("class") == "turn" for each in found.attributes]
    tags = [tag for tag, turns_it in zip(found.tags, turns, strict=True) if not turns_it]
    assert tags == expected.tags
    assert any(turns) == bool(TURNING.search(text))
    typed = "".join("".join(lines).split())
    if typed:
        assert found.letters == typed.join(expected.letters.split("Zq" * len(lines)))


def test_the_page_needs_nothing_besides_itself(bakery: Meeting, exercise: Exercise) -> None:
    text = html(record_document(build_report(bakery, exercise, TODAY)))
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {*page.tags}
    assert "url(" not in text and "@import" not in text and "http:" not in text
    assert "https:" not in text
    assert [each for each in page.values("href") if not each.startswith("#")] == []
    assert "default-src 'none'" in text and text.startswith('<!DOCTYPE html>\n<html lang="en"')


def test_the_parts_of_the_page_are_named_and_linked(bakery: Meeting, exercise: Exercise) -> None:
    page = Page(html(record_document(build_report(bakery, exercise, TODAY))))
    assert page.tags.count("h1") == 1 and page.tags.count("main") == 1
    scopes = list(page.values("scope"))
    assert scopes[:3] == ["col"] * 3 and scopes.count("row") == 2
    ids, links = list(page.values("id")), list(page.values("href"))
    assert len(ids) == len({*ids})
    assert {link[1:] for link in links} <= {*ids}
    assert {"#gap-1", "#action-1", "#action-2", "#still-open"} <= {*links}
    assert page.tags.count("nav") == 1 and {"#part-1", "#part-2", "#part-3"} <= {*links}
    # The plan alone has no place to go to.
    plan = Page(html(plan_document(build_report(bakery, exercise, TODAY))))
    assert list(plan.values("href")) == []


def test_the_paper_is_the_one_that_is_asked_for(bakery: Meeting, exercise: Exercise) -> None:
    document = plan_document(build_report(bakery, exercise, TODAY))
    assert "@page{size:A4;" in html(document)
    assert "@page{size:letter;" in html(document, Paper.LETTER)
    assert html(document) == html(document)


def test_the_logo_is_in_the_page_itself(bakery: Meeting, exercise: Exercise) -> None:
    document = plan_document(build_report(bakery, exercise, TODAY))
    picture = Logo(b"\x89PNG...", 40, 10)
    page = Page(html(replace(document, logo=picture, logo_name='Logo of "us"')))
    (found,) = (each for each in page.attributes if each.get("class") == "logo")
    assert found["alt"] == 'Logo of "us"'
    assert found["src"] == f"data:image/png;base64,{b64encode(picture.image).decode()}"


def test_it_can_be_stopped(bakery: Meeting, exercise: Exercise) -> None:
    def stops(done: int, total: int) -> None:
        if 2 * done > total:
            raise Stopped

    document = record_document(build_report(bakery, exercise, TODAY))
    with pytest.raises(Stopped):
        html(document, progress=stops)
    with pytest.raises(Stopped):
        markdown(document, progress=stops)
