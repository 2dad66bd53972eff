"""What was copied elsewhere becomes the cards it is meant to be."""

import pytest

from facilitator.domain.limits import LONGEST_DRAFT
from facilitator.errors import InputRefusedError
from facilitator.services.clipboard.lines import lines_in_steps
from facilitator.services.clipboard.reader import read, read_text
from facilitator.services.clipboard.rows import text_of


def cards(text: str, html: str = "") -> list[str]:
    return [text_of(row) for row in read(text, html)]


# Lists


@pytest.mark.parametrize(
    "copied",
    [
        *("• warm bread", "•warm bread", "·       warm bread", "o\twarm bread", "o   warm bread"),
        *("- warm bread", "– warm bread", "* warm bread", "+ warm bread", "- [x] warm bread"),
        *("- [ ] warm bread", "[x] warm bread", "☐ warm bread", "☑ warm bread", "✓ warm bread"),
        *("\uf0b7\twarm bread", "\uf0a7\twarm bread", "\uf0d8 warm bread", "\uf0fc\twarm bread"),
        *("◦\twarm bread", "▪ warm bread", "‣ warm bread", "⁃ warm bread", "∙ warm bread"),
        *("→ warm bread", "► warm bread", "\t•\twarm bread", "    - warm bread", "§\twarm bread"),
        *("1.\twarm bread", "1)\twarm bread", "(1)\twarm bread", "a)\twarm bread"),
        *(
            "iv.\twarm bread",
            "１．\twarm bread",
            "12.      warm bread",
            "1.\u00a0\u00a0 warm bread",
        ),
        *("•\u00a0warm bread", "- • warm bread", "•\t☐\twarm bread", "\t1.1.\twarm bread"),
    ],
)
def test_the_mark_of_a_list_is_dropped(copied: str) -> None:
    if "1.1." in copied:
        copied += "\n\t1.2.\twarm bread"
        assert cards(copied) == ["warm bread"] * 2
        return
    assert cards(copied) == ["warm bread"]


@pytest.mark.parametrize(
    "marks",
    [
        *("1. 2. 3.", "1) 2) 3)", "(1) (2) (3)", "9. 10. 11.", "a) b) c)", "A. B. C."),
        *("i. ii. iii.", "I) II) III)", "１． ２． ３．", "① ② ③", "1️⃣ 2️⃣ 3️⃣", "1- 2- 3-"),
        *("١. ٢. ٣.", "(а) (б) (в)", "- - -", "* * *", "1、 2、 3、"),
        *(
            "一、 二、 三、",
            "（一） （二） （三）",
            "九、 十、 十一、",
            "㈠ ㈡ ㈢",
            "⑳ ㉑ ㉒",
            "Ⓐ Ⓑ Ⓒ",
        ),
        *("ア、 イ、 ウ、", "가. 나. 다.", "甲、 乙、 丙、", "Ⅰ. Ⅱ. Ⅲ.", "क) ख) ग)", "ก. ข. ค."),
        *("أ. ب. ج.", "أ) ب) ت)", "א. ב. ג.", "[1] [2] [3]", "1: 2: 3:"),
        *("1.- 2.- 3.-", "1.) 2.) 3.)", "1º) 2º) 3º)", "1/ 2/ 3/", "1.1. 1.2. 1.3.", "1.1 1.2 1.3"),
    ],
)
def test_numbers_that_count_up_are_marks_of_a_list(marks: str) -> None:
    one, two, three = marks.split()
    assert cards(f"{one} warm\n  - bread\n{two} at\n\n{three} 7") == ["warm", "bread", "at", "7"]


@pytest.mark.parametrize(
    "copied",
    [
        *("-5 % sales", "- 5 % sales", "+ 3 points", "*bold* move", "3.5 stars", "1. FC Köln"),
        *("A) is better than B)", "J. Smith\nK. Jones", "1. FC Köln\n1. FC Nürnberg", "-", "•"),
        *("“so”", "'s-Hertogenbosch", "—the end", "…and so on", "#1 of all", "€5 off", "[sic] it"),
        *("o tempora", "x) y", "vi is an editor", "civil. it was", "2026. A year", "3.12. party"),
        *(
            "+ 3 points\n- 2 points",
            "+ friendly\n- too slow",
            "✅ tea\n❌ tables",
            "✓ tea\n✗ tables",
            "-5\n-6",
            "−5 °C\n−6 °C",
        ),
        *("3. Dezember: so\n4. Dezember: no", "1. Mai\n2. Mai", "10. 12. so\n11. 12. no"),
        *("2. Stock\n3. Stock", "I. Watt\nJ. Fox", "A. Fox\nJ. Watt\nB. Ek", "1.5 so\n1.6 no"),
        *("*bold* move\n*other* move", "1 - 0 for us\n2 - 0 for us", "»no«\n»so«", "1st\n2nd"),
        *("Ⅰ. War\nⅡ. War", "一人\n二人", "²x\n³x", "m) so\nn) no", "1.1 l\n1.2 l", "> 5\n> 6"),
        *("1.5 l\n2.5 l", "(all) of us", "9:14 is late", "Ana: coffee is cold", "→", "mix. it"),
    ],
)
def test_what_is_no_mark_stays(copied: str) -> None:
    assert cards(copied) == copied.split("\n")


def test_a_dash_before_a_number_is_a_mark_where_there_are_several() -> None:
    assert cards("- 5 % sales\n- no chairs") == ["5 % sales", "no chairs"]


@pytest.mark.parametrize("mark", ["-", "*", "> ", "» ", "☐", "●", "▪\ufe0f", "1)", "・", "•\u200b"])
def test_no_space_has_to_follow_where_several_lines_have_the_same_mark(mark: str) -> None:
    one, two = (mark, "2)") if mark == "1)" else (mark, mark)
    assert cards(f"{one}warm\n{two}bread") == ["warm", "bread"]


def test_lists_within_lists_lose_their_numbers() -> None:
    assert cards("* a\n** b\n*** c\n* d") == cards("> a\n>> b\n> > c\n> d") == [*"abcd"]
    assert cards("- a\n+ b\n* c") == [*"abc"]
    assert cards("1. a\n   1. b\n   2. c\n2. d\n   1. e\n3. f") == [*"abcdef"]
    assert cards("一、a\n（一）b\n（二）c\n二、d") == [*"abcd"]
    assert cards("1.\ta\n1.1\tb\n1.1.1\tc\n1.2\td\n2.\te") == [*"abcde"]
    assert cards("1.\ta\na.\tb\ni.\tc\nii.\td\nb.\te\n2.\tf") == [*"abcdef"]


def test_the_direction_of_writing_stays_where_a_mark_goes() -> None:
    assert cards("\u200f• קפה\n\u202b- תור\u202c") == ["\u200fקפה", "\u202bתור\u202c"]


def test_an_item_of_which_there_is_only_the_mark_is_none() -> None:
    assert cards("• one\n• \n•\t\n• two") == ["one", "two"]


# Spreadsheets


def test_a_card_is_the_first_cell_that_is_not_empty_and_the_others_follow_it() -> None:
    copied = "Queue\tTill 2\tdaily\r\n\tParking\t\r\n\t\t\r\nChairs\t\tnone\r\n"
    assert cards(copied) == ["Queue · Till 2 · daily", "Parking", "Chairs · none"]


@pytest.mark.parametrize(
    ("copied", "rows"),
    [
        ('"two\nlines"\tAna\r\nplain\tBob\r\n', [("two\nlines", "Ana"), ("plain", "Bob")]),
        ('"two\n\n""lines"""\r\nplain', [('two\n"lines"',), ("plain",)]),
        ('"say ""hi"""\t"a\tb"', [('say "hi"', "a b")]),
        ('"hello"\t"Ana"', [('"hello"', '"Ana"')]),
        ('"Never," she said.\nThe "other" one', [('"Never," she said.',), ('The "other" one',)]),
        ('5" wide\t6"', [('5" wide', '6"')]),
        ('"open\nand never closed\tAna', [('"open',), ("and never closed", "Ana")]),
        ('a\t"b\nc"', [("a", "b\nc")]),
        ("\t\tQueue\t\tAna\t", [("", "", "Queue", "", "Ana")]),
    ],
)
def test_cells_are_read_as_a_spreadsheet_writes_them(
    copied: str, rows: list[tuple[str, ...]]
) -> None:
    assert read_text(copied) == rows


# Chats


@pytest.mark.parametrize(
    "head",
    [
        *("[11/12/26, 09:14:02] Ana: ", "\u200e[11/12/26, 9:14:02\u202fAM] Ana: "),
        *("[11.12.26, 09:14:02] Ana Lópes: ", "[09:14, 11/12/2026] ~\u00a0Ana: "),
        *("12/11/26, 9:14 am - Ana: ", "11.12.26, 09:14 - Ana: ", "11/12/2026 09:14 - Ana: "),
        *("11/12/2026 à 09:14 - Ana : ", "11/12/26, 9:14 a.\u00a0m. - +49 170 1234567: "),
        *("2026/12/11 上午9:14 - 安娜: ", "[2026. 12. 11. 오전 9:14:02] 아나: "),
        *("2026년 12월 11일 오전 9:14, 아나 : ", "\u200f١١\u200f/١٢\u200f/٢٠٢٦، ٩:١٤ ص - آنا: "),
        *("Ana, [11 Dec 2026 at 09:14:02]:\n", "Ana, [11.12.2026 09:14]\n", "[9:14 AM] Ana Ek\n"),
        *("Ana Ek  9:14 AM\n", "Ana [9:14 AM]\n", "Ana — Today at 9:14 AM\n", "[Ana] [오전 9:14] "),
        *("[11. Dez. 09:14] Ana: ", "Ana, [11 дек. 2026 г., 09:14:02]:\n", "(09:14:02) Ana: "),
        *("安娜 2026/12/11 9:14:02\n", "09:14:02\t Ana:\t", "Ana — 9:14 AM\n"),
        *("[Yesterday 9:14 AM] Ek, Ana: ", "[09:14] <Ana> ", "09:14:02 From Ana to Everyone:\n\t"),
        *("09:14, 11/12/2026 - Ana: ", "2026-12-11 09:14:02 From Ana to Everyone:\n\t"),
        *("09:15 <Ana> ", "[Ana] [오후 9:15] "),
        "[11/12/26, 09:14:02] Bob: [10/12/26, 18:00:00] Ana: ",
    ],
)
def test_time_and_name_of_a_message_are_dropped(head: str) -> None:
    copied = f"{head}Coffee is cold: always\nand weak\n\n{head}No chairs\n"
    assert cards(copied) == ["Coffee is cold: always\nand weak", "No chairs"]
    assert cards(f"Before\n{head}No chairs") == ["Before", "No chairs"]


@pytest.mark.parametrize("day", ["2026/12/11(金)", "Fri, 12/11/2026", "2026.12.11 金曜日"])
def test_a_chat_with_a_line_for_each_day_gives_its_messages(day: str) -> None:
    first = f'{day}\n09:14\tAna Ek\t"Coffee is cold\nand weak"\n09:20\t\tBob joined'
    assert cards(f"{first}\n\n{day}\n21:30\tBob\tyes") == ["Coffee is cold\nand weak", "yes"]
    assert cards("09:14\tAna Ek\tBudget") == ["09:14 · Ana Ek · Budget"]
    assert cards(f"{day}\n09:00\tAna Ek\tBudget") == [day, "09:00 · Ana Ek · Budget"]


@pytest.mark.parametrize("time", ["{}", "  {} AM", "Friday {} AM", "[{}]", "— Today at {} AM"])
def test_a_chat_with_a_line_for_each_name_gives_its_messages(time: str) -> None:
    said = [("Ana Ek", "9:14", "Cold\nand weak\n9:16\nyes"), ("Bob", "9:20", "yes\n9:21\nno")]
    said += [("Ana Ek", "9:30", "so"), ("Bob", "9:31", "yes")]
    lines = [f"{who}\n{time.format(at)}\n{words}" for who, at, words in said]
    assert cards("\n".join(lines)) == ["Cold\nand weak", "yes", "yes", "no", "so", "yes"]


def test_what_one_person_said_on_and_on_is_several_messages() -> None:
    slack = "Ana  9:14 AM\nWhen?\nBob  9:15 AM\n9:30\n9:16\nor later\n"
    assert cards(slack) == ["When?", "9:30", "or later"]


def test_what_a_chat_says_of_itself_is_left_out() -> None:
    phone = (
        "[11/12/26, 09:14:02] Team: \u200eMessages and calls are end-to-end encrypted.\n"
        "\u200e[11/12/26, 09:14:05] Ana: \u200eimage omitted\n"
        "[11/12/26, 09:15:00] Ana: Cold \u200e<This message was edited>\n"
        "[11/12/26, 09:16:00] Bob left\n"
    )
    assert cards(phone) == ["Cold"]
    other = (
        "12/11/26, 9:14 am - Messages are end-to-end encrypted. Tap to learn more.\n"
        "12/11/26, 9:14 am - Ana: <Media omitted>\n"
        "12/11/26, 9:15 am - Ana: Cold <5 °C>\n"
    )
    assert cards(other) == ["Cold <5 °C>"]
    assert cards("12/11/26, 9:15 am - Ana: Cold <This message was edited>") == ["Cold"]


@pytest.mark.parametrize(
    "copied",
    [
        "[9:00] Welcome\n[9:30] Coffee",
        "[2026-12-11 09:14:02] Server started\n[2026-12-11 09:14:03] Server ended",
        "2026-12-11 09:14:02 INFO - Server: started\n2026-12-11 09:14:03 ERROR - Disk: full",
        *("12:30 Lunch\n13:00 Talk: why?", "[09:00] Anna: coffee\n[10:30] Bob: budget"),
        *("[09:00] Coffee\n[10:30] Anna: budget", "(09:00) Anna: coffee\n(10:30) Bob: budget"),
        *("Opening  9:00 AM\nAnna\nBudget  10:30 AM\nBob", "[9:14] so\n[9:16] Anna: no"),
        "Köln\n9:14\nGleis 3\nBonn\n9:31\nGleis 5",
        "Ana\n9:00\nBudget\nBob\n9:30\nQueue\nAna\n9:45\nChairs",
        "12/11/26, 9:14 am - 9:30 am: coffee\n12.11.26, 10:00 - 10:30: talk",
        "[see 3.15 there] Ana: it fails",
        "Lunch — at noon\nBring food",
    ],
)
def test_what_only_has_times_is_no_chat(copied: str) -> None:
    assert cards(copied) == copied.split("\n")


# Web pages


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (
            "<ul><li>one<li>two<ol><li>three</ol>four</ul>five",
            ["one", "two", "three", "four", "five"],
        ),
        ("<p>one<p>two<br>three<div>four <b>bold</b></div>", ["one", "two", "three", "four bold"]),
        ("<ol><li>two<br>lines</li><li><p>a</p><p>b</p></li></ol>", ["two\nlines", "a\nb"]),
        ("<table><tr><td>a<td>b<br>c<tr><th>d<td></table>", ["a · b\nc", "d"]),
        ("<table><tr><td><table><tr><td>a<td>b</table>c<td>d</table>", ["a · b", "c", "d"]),
        ("R&amp;D &lt;b&gt; &eacute;&#8239;&nbsp;%", ["R&D <b> é\u202f\u00a0%"]),
        ("<style>p{}</style><script>if (a<b) '</p>'</script>x<!-- no --><title>t</title>", ["x"]),
        ("<div hidden>no<p>no</p></div>yes<span style='display: none'>no</span>", ["yes"]),
        ("<p hidden>no<p>yes", ["yes"]),
        ("<pre>a\n b\n</pre>c", ["a", "b", "c"]),
        ("1 < 2 <a", ["1 < 2 <a"]),
        ("<img alt='😀' src=x> fine <img alt='logo'>", ["😀 fine"]),
        ("<iframe>no</iframe><video>no</video>yes", ["yes"]),
        (
            "<p class=MsoListParagraph><span style='mso-list:Ignore'>n<span>&nbsp; </span></span>"
            "warm<p><span style='mso-list: Ignore'>1.1</span>bread",
            ["warm", "bread"],
        ),
        (
            "<p class=MsoListParagraph><![if !supportLists]>·<span>&nbsp; &nbsp;</span>"
            "<![endif]>warm<o:p></o:p></p>",
            ["warm"],
        ),
    ],
)
def test_a_page_gives_its_items_rows_and_paragraphs(page: str, shown: list[str]) -> None:
    assert cards("", page) == shown


def test_of_page_and_text_the_one_is_read_that_tells_more() -> None:
    listed = "<ul><li>one<br>more</li><li>two</li></ul>"
    assert cards("one\nmore\ntwo", listed) == ["one\nmore", "two"]
    assert cards("one\nmore\ntwo\nthree", listed) == ["one", "more", "two", "three"]
    grid = "<table><tr><td>a<br>b</td><td>c</td></tr><tr><td>d</td></tr></table>"
    assert cards("a\nb\tc\nd", grid) == ["a\nb · c", "d"]
    assert cards("a\nb\nc\nd", grid) == ["a", "b", "c", "d"]
    word = "<p><span style='mso-list:Ignore'>{}</span>{}"
    assert cards("n\tone\n1.1\ttwo", word.format("n", "one") + word.format("1.1", "two")) == [
        *("one", "two")
    ]
    assert cards(" word ", "<li>word</li>") == [" word "]
    assert cards("[9:14, 11/12/26] Ana: one\ntwo", "<li>Ana: one<li>two") == ["one\ntwo"]


# Lines and spaces


def test_a_line_alone_keeps_the_space_around_it_and_every_kind_of_space_stays() -> None:
    assert cards(" world \n") == [" world "]
    assert cards("\u202f") == ["\u202f"]
    assert cards("18\u202f%\u00a0more\r\n全\u3000角") == ["18\u202f%\u00a0more", "全\u3000角"]
    assert cards("one\u2028two\v \x85 \u200b\nthree") == ["one", "two", "three"]
    assert cards("\n \n\t") == []


def test_a_line_longer_than_any_text_is_refused() -> None:
    with pytest.raises(InputRefusedError, match="One line has more than"):
        lines_in_steps(["x" * (LONGEST_DRAFT + 1)], 10)


@pytest.mark.parametrize(
    "chat",
    [
        "12/11/26, 09:20 - Ana: \u200emenu 2.pdf (file attached)\nthe lobby\n"
        "12/11/26, 09:21 - Ana: This message was deleted\n12/11/26, 09:22 - Tom: slow",
        "12.11.26, 09:20 - Ana: IMG-20261112-WA0001.jpg (Datei angehängt)\nthe lobby\n"
        "12.11.26, 09:21 - Ana: Du hast diese Nachricht gelöscht.\n12.11.26, 09:22 - Tom: slow",
        "[ 12 November 2026 9:20 AM ] Ana: the lobby\n[ 12 November 2026 9:22 AM ] Tom: slow",
    ],
)
def test_what_a_chat_says_of_files_and_deleted_messages_is_no_card(chat: str) -> None:
    assert cards(chat) == ["the lobby", "slow"]


def test_a_file_that_somebody_names_stays() -> None:
    chat = "12/11/26, 09:20 - Ana: menu.pdf (the old one)\n12/11/26, 09:22 - Tom: slow"
    assert cards(chat) == ["menu.pdf (the old one)", "slow"]


# Tables in plain text


@pytest.mark.parametrize(
    "copied",
    [
        "| Gap | Who |\n|---|:-:|\n| Cold \\| stale | Ana |\n| Late | |\n\nAnd | or",
        "Gap | Who\n--- | ---\nCold \\| stale | Ana\nLate |\nAnd | or",
        "+------+-----+\n| Gap | Who |\n+------+-----+\n| Cold \\| stale | Ana |\n| Late |  |\n"
        "+------+-----+\n| And | or |",
    ],
)
def test_a_table_that_is_drawn_is_read_cell_by_cell(copied: str) -> None:
    assert cards(copied) == ["Gap · Who", "Cold | stale · Ana", "Late", "And · or"]


@pytest.mark.parametrize("text", ["and | or\nso | so", "|--|\nwe", "we\n---\nyou", "a --- b"])
def test_bars_and_dashes_alone_are_no_table(text: str) -> None:
    assert cards(text) == text.split("\n")
