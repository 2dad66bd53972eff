"""The page as it is sent: small, without a word of the meeting, and for phones that are old."""

import re

import pytest

from facilitator.join.page import LARGEST, SCRIPTS, page
from facilitator.paths import resources

NONCE = "n" * 22
PAGE = page(NONCE).decode()


def test_it_is_small() -> None:
    assert len(page(NONCE)) <= LARGEST == 60_000


def test_it_consists_of_all_its_files() -> None:
    files = {file.stem for file in (resources() / "join").glob("*.js")}
    assert files == set(SCRIPTS)
    assert "{{" not in PAGE


def test_its_script_and_styles_run_under_the_nonce_alone() -> None:
    assert len(re.findall(r"<(?:script|style)", PAGE)) == PAGE.count(f'nonce="{NONCE}"') == 2
    assert not re.search(r"\s(?:style|on\w+)=\"", PAGE)
    assert page("other") != page(NONCE)


def test_it_asks_nobody_else() -> None:
    assert not re.search(r"//[\w-]+\.|url\(|@import|\bsrc=", PAGE)


@pytest.mark.parametrize(
    "newer",
    [
        r"\.at\(",
        r"\?\?=|\|\|=|&&=",
        r"structuredClone|Object\.hasOwn|randomUUID|findLast|replaceAll|\.toSorted|allSettled",
        r"static \{|this\.#",
        r"[0-9](?:dvh|svh|lvh|cqw)\b|:has\(|@layer|@container|color-mix",
    ],
)
def test_it_needs_no_browser_newer_than_2021(newer: str) -> None:
    assert re.findall(newer, PAGE) == []


def test_what_people_write_can_only_become_text() -> None:
    made = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc"
    assert re.findall(made, PAGE) == []
