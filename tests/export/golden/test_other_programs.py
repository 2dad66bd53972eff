"""Other programs open what was exported: a browser, a word processor, a checker of PDF.

Each is started once for several meetings, since that takes most of the time.
"""

from pathlib import Path

from facilitator.export.options import What
from facilitator.export.writers.formats import Format
from tests.support.golden_meetings import golden
from tests.support.programs import run
from tests.support.read_exports import missing, page, write

SEVERAL = ("hostile", "asked", "arabic", "japanese")


def files(folder: Path, fmt: Format, what: What = What.RECORD) -> dict[str, Path]:
    """Several meetings as files of a format."""
    found = {}
    for name in SEVERAL:
        each, file = golden(name), folder / f"{name}.{fmt.value}"
        file.write_bytes(write(each.meeting, each.exercise, fmt, what).data)
        found[name] = file
    return found


def test_a_checker_finds_no_fault_in_any_print(tmp_path: Path) -> None:
    for file in files(tmp_path, Format.PDF).values():
        said = run("qpdf", "--check", file)
        assert "No syntax or stream encoding errors found" in said


def test_a_browser_shows_every_text_and_runs_nothing(tmp_path: Path) -> None:
    found = golden("hostile")
    file = tmp_path / "plan.html"
    file.write_bytes(write(found.meeting, found.exercise, Format.HTML).data)
    shown = run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        file.as_uri(),
    )
    texts, tags = page(shown)
    assert missing(found, " ".join(texts)) == []
    assert {"script", "img", "b", "iframe"}.isdisjoint(tags)


def test_a_word_processor_reads_every_text(tmp_path: Path) -> None:
    documents = files(tmp_path, Format.DOCX)
    run(
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        tmp_path,
        *documents.values(),
    )
    for name, file in documents.items():
        assert missing(golden(name), file.with_suffix(".txt").read_text("utf-8")) == []
