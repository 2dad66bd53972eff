"""The five shipped exercises can be held as they are."""

from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.domain.exercise import (
    About,
    Brings,
    Exercise,
    Kind,
    KindWords,
    Label,
    Opening,
    Part,
    Tone,
)
from facilitator.domain.records import ActionKind, Side
from facilitator.exercises.loader import load_exercise
from facilitator.export.phrases import action_kind
from facilitator.former_labels import former_labels
from facilitator.paths import resources

FOLDER = resources() / "exercises"
FILES = sorted(FOLDER.glob("*.toml"))
WAY = [Kind.BOARD, Kind.BOARD, Kind.RANK, Kind.DISCUSS, Kind.STRATEGIES, Kind.COMMIT, Kind.CLOSE]

shipped = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


@shipped
def test_leads_from_two_columns_to_a_plan_within_the_hour(file: Path) -> None:
    exercise = load_exercise(file)
    besides = (Kind.STATEMENT, Kind.ANSWERS)
    assert [stage.kind for stage in exercise.stages if stage.kind not in besides] == WAY
    assert exercise.opening is not None
    assert 45 <= exercise.minutes + exercise.opening.minutes <= 75
    assert exercise.source and exercise.summary


@shipped
def test_opens_with_a_purpose_in_two_sentences_and_with_ground_rules(file: Path) -> None:
    opening = load_exercise(file).opening
    assert opening is not None
    assert len(opening.purpose.split(". ")) == 2
    assert 3 <= len(opening.ground_rules) <= 5
    assert "Leaders speak last." in opening.ground_rules


@shipped
def test_gaps_and_excuses_carry_no_names_and_actions_do(file: Path) -> None:
    exercise = load_exercise(file)
    gaps = exercise.column_of(Tone.GAP)
    for stage in exercise.stages:
        is_about_gaps = stage.kind is Kind.DISCUSS or (
            stage.kind is Kind.BOARD and exercise.column(stage.active) is gaps
        )
        assert stage.anonymous is is_about_gaps, stage.id


@shipped
def test_is_written_silently_first_then_heard_and_read_and_at_last_voted_on(file: Path) -> None:
    """The first board begins at once: what is typed there is on the wall."""
    exercise = load_exercise(file)
    gaps = exercise.column_of(Tone.GAP)
    for stage in exercise.stages:
        parts = [step.part for step in stage.rhythm]
        if stage.kind is Kind.BOARD:
            is_of_gaps = exercise.column(stage.active) is gaps
            assert parts[:3] == ([Part.SILENT, Part.ROUND, Part.READ] if is_of_gaps else [])
        if stage.kind is Kind.RANK:
            assert parts[-1] is Part.VOTE
        if parts:
            assert sum(step.minutes for step in stage.rhythm) == stage.minutes


@shipped
def test_asks_of_a_wording_that_only_reminds_what_would_happen_by_itself(file: Path) -> None:
    exercise = load_exercise(file)
    assert {"be careful", "remind", "train"} <= set(exercise.weak)
    assert exercise.weak_hint == "What would make it happen by itself?"


@shipped
def test_asks_for_strengths_first_and_for_gaps_second(file: Path) -> None:
    exercise = load_exercise(file)
    first, second = (stage for stage in exercise.stages if stage.kind is Kind.BOARD)
    assert exercise.column(first.active) is exercise.column_of(Tone.STRENGTH)
    assert exercise.column(second.active) is exercise.column_of(Tone.GAP)


@shipped
def test_gives_the_facilitator_a_few_short_sentences_for_every_stage(file: Path) -> None:
    for stage in load_exercise(file).stages:
        sentences = [part for part in stage.notes.replace("?", ".").split(". ") if part]
        assert 2 <= len(sentences) <= 9, stage.id
        assert len(stage.notes) <= 360, stage.id


@shipped
def test_uses_typographic_quotes_and_ellipses(file: Path) -> None:
    exercise = load_exercise(file)
    for stage in exercise.stages:
        texts = [stage.question, stage.notes, stage.name, *stage.criteria, *stage.pinned]
        for heading in (stage.left, stage.right):
            texts += [heading.title, heading.name, heading.prompt, heading.empty]
        assert not [text for text in texts if "'" in text or '"' in text or "..." in text]


def test_hold_a_meeting_reads_as_it_was_drawn() -> None:
    exercise = exercise_of("hold-a-meeting")
    strip = [(stage.name, stage.minutes, stage.question) for stage in exercise.stages]
    assert strip == [
        ("Feel #1", 8, "Customers feel #1 when…"),
        ("Where we don’t", 8, "Where do we fall short today?"),
        ("What matters", 6, "What matters most?"),
        ("Why", 14, "Why do we treat the customer this way?"),
        ("What instead", 10, "What do we do instead?"),
        ("Who, when", 9, "Who does what, by when?"),
        ("Close", 3, "What do we change first?"),
    ]
    assert exercise.minutes + opening_of(exercise).minutes == 60
    why = exercise.stages[3]
    assert why.active is Side.LEFT
    assert why.left.prompt == "What do we tell ourselves?"
    assert exercise.stages[0].left.title == exercise.columns[0].title


def test_progress_or_excuses_has_a_place_for_each_idea_of_its_article() -> None:
    exercise = exercise_of("hold-a-meeting")
    opening = opening_of(exercise)
    assert "attract and keep customers" in opening.purpose, "why a business exists"
    assert "marketing, selling and service are one strategy" in opening.purpose
    assert "bare minimum" in opening.purpose and "efficiency first" in opening.purpose, "the trap"
    assert opening.who == ("employees", "managers"), "together"
    (red_flag,) = exercise.labels
    assert red_flag == Label(
        id="penalizing-policy",
        text="policy that penalizes the customer",
        register="Rules that penalize customers",
        needs_action=True,
    )
    assert "red flag" in pinned_on(exercise, "why")
    assert "feel important" in pinned_on(exercise, "where-not"), "the basic principle of respect"
    assert exercise.words.replies.do == "What changed for the customer?", "make the changes"
    assert exercise.daily_question == "Are we making progress or making excuses?"


def test_the_way_we_do_things_has_a_place_for_each_idea_of_its_article() -> None:
    exercise = exercise_of("the-way-we-do-things")
    assert "No level of service is right or wrong in itself" in opening_of(exercise).purpose
    first = exercise.stages[0]
    assert (first.kind, first.field) == (Kind.ANSWERS, "whom"), "whom we want comes first"
    later = [stage.id for stage in exercise.stages if "whom" in stage.pinned_from]
    assert {"inviting", "hindering", "weigh", "protecting"} <= set(later), "and stays on the wall"
    promises = exercise.field_of("promises")
    assert promises is not None and promises.many
    assert promises.choices == ("kept", "not always", "broken")
    assert promises.open_choices == ("not always", "broken")
    assert exercise.stage("promises").field == "promises", "gone through one by one"
    decisions = {label.text: label for label in exercise.labels if label.choice == "decision"}
    assert list(decisions) == ["keep", "change", "drop"], "a rule gets one of them"
    assert [label.needs_action for label in decisions.values()] == [False, True, True]
    assert decisions["keep"].settled
    labels = {label.text: label for label in exercise.labels}
    both = (Tone.STRENGTH, Tone.GAP)
    assert labels["rightly keeps somebody out"].excludes == ("change", "drop")
    for text in ("rightly keeps somebody out", "gives away more than we can keep up"):
        assert labels[text].tones == both
    assert labels["nobody knows: find out"].needs_action
    assert "give away the farm" in pinned_on(exercise, "inviting")
    lead, *impressions = exercise.stage("hindering").pinned
    assert "without meaning to" in lead
    assert len(impressions) == 5
    assert "change it or drop it" in pinned_on(exercise, "protecting")
    assert all("paste" in column.empty for column in exercise.columns), "written procedures"
    assert exercise.next_after == 12, "the rules are looked at again"
    assert "look at the rules again" in exercise.stage("close").left.prompt


def test_when_we_fail_a_customer_has_a_place_for_each_idea_of_its_article() -> None:
    exercise = exercise_of("when-we-fail-a-customer")
    assert "Everybody has a bad day" in opening_of(exercise).purpose
    ways = [label.text for label in exercise.labels if Tone.GAP in label.tones]
    assert ways == ["lost perspective", "inattention", "broken promise"]
    for way in ways:
        assert way in pinned_on(exercise, "poor").casefold()
    superb = [label.text for label in exercise.labels if Tone.STRENGTH in label.tones]
    assert superb[:3] == ["people before systems", "really listened", "kept a promise"]
    cared, valued, changed = (check.question for check in exercise.checks)
    assert "direct, personal apology" in cared
    assert "time and energy" in valued
    assert "can’t happen to the next customer" in changed
    kind, steps = exercise.fields_about(About.GAP)
    assert "No names" in kind.question and kind.brings is Brings.NOTHING
    assert steps.many and "step by step" in steps.question
    assert exercise.words.again == "Did it happen again?"
    assert exercise.stage("what-we-change").from_strengths, "superb service is there to be copied"


def test_what_good_service_means_has_a_place_for_each_idea_of_its_article() -> None:
    exercise = exercise_of("what-good-service-means")
    purpose = opening_of(exercise).purpose
    assert "a process, not a set of gestures" in purpose and "defined poorly" in purpose
    definition = exercise.stage("definition")
    assert definition.criteria == (
        "efficient",
        "fair",
        "cost-effective",
        "humanly satisfying",
        "pleasurable",
        "a process from first contact to last",
        "would guide a new colleague",
    )
    assert "“We exceed expectations” says nothing" in pinned_on(exercise, "definition")
    later = exercise.stages[exercise.index(definition) + 1 :]
    assert all(stage.pinned_from == ("definition",) for stage in later), "it stays on the wall"
    assert exercise.stage("expect").from_strengths, "also from the best experience"
    (so_far,) = exercise.fields
    assert so_far.brings is Brings.STRATEGIES, "last time’s expectations are gone through"
    assert so_far.choices == ("kept", "not always", "broken")
    assert exercise.poster == "What good service means here"


def test_three_rules_has_a_place_for_each_idea_of_its_article() -> None:
    exercise = exercise_of("three-rules")
    boards = (exercise.stage("live"), exercise.stage("not-yet"))
    for king, small, ask in (stage.pinned for stage in boards):
        assert "feel important" in king and "small regulars" in king
        assert "go to the source" in small and "early" in small
        assert "silent majority" in ask and "thank them" in ask and "show them what changed" in ask
    texts = [label.text for label in exercise.labels]
    assert texts == ["feeling important", "small problems", "asking customers"]
    assert all(set(label.tones) == set(Tone) for label in exercise.labels), "right on either"
    assert exercise.counts_labels
    (early,) = exercise.fields_about(About.GAP)
    assert early.id == "early-sign"
    ask_place, thank_place, tell_place = exercise.closing
    assert (ask_place.kind, ask_place.required) == (ActionKind.ASK, True)
    assert "never complained" in ask_place.question, "the silent majority"
    assert thank_place.kind is ActionKind.THANK
    assert tell_place.kind is ActionKind.TELL and "see what changed" in tell_place.question
    assert exercise.words.replies.ask == "What did they say?", "asked in the review"


@shipped
def test_says_whom_to_ask_and_thank_and_leaves_most_other_kinds_to_the_program(file: Path) -> None:
    words = load_exercise(file).words
    tell = "tell customers" if file.stem == "three-rules" else "tell"
    assert [action_kind(kind, words) for kind in ActionKind] == [
        *("do", "ask a customer", "thank a customer", "find out", tell)
    ]
    plain = replace(words, kinds=KindWords())
    assert [action_kind(kind, plain) for kind in ActionKind] == [
        *("do", "ask", "thank", "find out", "tell")
    ]


@shipped
def test_every_label_that_was_stored_by_its_text_has_its_id_still(file: Path) -> None:
    """Older meetings are read in the wording of their time, where each label still is."""
    former = former_labels()[file.stem]
    then = load_exercise(FOLDER / "former" / file.name)
    assert set(former.values()) == {label.id for label in then.labels}
    ids_of_others = {own for text, own in former.items() if own in former and text != own}
    assert ids_of_others == set(), "an old text would be taken for the id of another label"


@shipped
def test_stages_and_columns_keep_the_ids_that_stored_meetings_name(file: Path) -> None:
    now, then = load_exercise(file), load_exercise(FOLDER / "former" / file.name)
    assert [column.id for column in now.columns] == [column.id for column in then.columns]
    assert {stage.id for stage in then.stages} <= {stage.id for stage in now.stages}


def exercise_of(exercise_id: str) -> Exercise:
    return load_exercise(FOLDER / f"{exercise_id}.toml")


def opening_of(exercise: Exercise) -> Opening:
    assert exercise.opening is not None
    return exercise.opening


def pinned_on(exercise: Exercise, stage: str) -> str:
    return "\n".join(exercise.stage(stage).pinned)
