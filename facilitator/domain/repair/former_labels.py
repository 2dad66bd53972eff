"""Labels as they were stored before they had ids: by the text they had in a shipped exercise.

This stays as it is, whatever the exercises say now: it tells what is in old databases and files.
"""

from collections.abc import Sequence

FORMER_LABELS = {
    "hold-a-meeting": {
        "policy that penalises the customer": "penalizing-policy",
    },
    "the-way-we-do-things": {
        "keep": "keep",
        "change": "change",
        "drop": "drop",
        "says what we don’t mean": "not-what-we-mean",
        "a promise we don’t keep": "broken-promise",
    },
    "when-we-fail-a-customer": {
        "lost perspective": "lost-perspective",
        "inattention": "inattention",
        "broken promise": "broken-promise",
        "no personal apology": "no-apology",
        "cost the customer time": "cost-time",
        "rule not changed yet": "rule-unchanged",
    },
    "what-good-service-means": {
        "wasted my time": "wasted-time",
        "unfair": "unfair",
        "not worth the money": "not-worth-it",
        "treated me like a number": "just-a-number",
        "no pleasure at all": "no-pleasure",
    },
    "three-rules": {
        "the customer is king": "customer-is-king",
        "stop it while it is small": "stop-it-small",
        "ask how we are doing": "ask-them",
    },
}
"""The id of each label that was stored by its text, by the id of its exercise."""


def label_ids(exercise_id: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of labels that were stored by their texts; another text stays as it is."""
    known = FORMER_LABELS.get(exercise_id, {})
    return tuple(dict.fromkeys(known.get(label, label) for label in labels))
