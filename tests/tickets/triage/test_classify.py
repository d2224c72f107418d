"""Predicting where a request belongs, from labelled ones."""

import numpy as np
import pytest

from helpdesk.tickets.triage.classifier import Classifier, Request, TooFewLabels, meanings
from tests.fakes import FakeEmbedder

EMBEDDER = FakeEmbedder()
PARCELS = ["parcel late", "parcel lost", "courier lost my parcel", "where is the parcel"]
MONEY = ["refund missing", "charged twice, refund please", "wrong amount", "refund the amount"]


def taught(repeats: int = 5, *, days: dict[str, float] | None = None) -> Classifier:
    labelled = [("delivery", text) for text in PARCELS] + [("payment", text) for text in MONEY]
    labelled = labelled * repeats
    requests = [Request(text, f"Hello, {text}.") for _, text in labelled]
    moments = [(days or {}).get(label, number) for number, (label, _) in enumerate(labelled)]
    vectors = meanings(requests, EMBEDDER)
    labels = [label for label, _ in labelled]
    return Classifier.of(requests, vectors, labels, np.array(moments, dtype=float))


def chances(classifier: Classifier, *texts: str) -> list[dict[str, float]]:
    requests = [Request(text, text) for text in texts]
    rows = classifier.probabilities(requests, meanings(requests, EMBEDDER)).tolist()
    return [dict(zip(classifier.labels, row, strict=True)) for row in rows]


def test_a_request_goes_where_requests_like_it_went() -> None:
    late, owed = chances(taught(), "my parcel is lost", "I want the refund")
    assert late["delivery"] > 0.7
    assert owed["payment"] > 0.7
    assert sum(late.values()) == pytest.approx(1.0)


def test_what_is_like_nothing_known_is_less_certain() -> None:
    known, unknown = chances(taught(), "parcel lost", "zyxt")
    assert max(unknown.values()) < max(known.values())


def test_what_was_decided_lately_counts_more() -> None:
    requests = [Request("plants", "plants")] * 20
    labels = ["old shelf"] * 10 + ["new shelf"] * 10
    days = np.array([0.0] * 10 + [1_500.0] * 10)
    vectors = meanings(requests, EMBEDDER)
    (found,) = chances(Classifier.of(requests, vectors, labels, days), "plants")
    assert found["new shelf"] > found["old shelf"]


def test_a_label_that_only_the_newest_have_can_be_predicted() -> None:
    requests = [Request(text, text) for text in [*PARCELS * 5, "invoice copy"]]
    labels = ["delivery"] * 10 + ["payment"] * 10 + ["invoice"]
    vectors = meanings(requests, EMBEDDER)
    classifier = Classifier.of(requests, vectors, labels, np.arange(21.0))
    assert set(classifier.labels) == {"delivery", "payment", "invoice"}


def test_a_handful_of_requests_without_a_word_in_common_is_enough() -> None:
    requests = [Request("alpha", ""), Request("beta", "")]
    vectors = meanings(requests, EMBEDDER)
    classifier = Classifier.of(requests, vectors, ["a", "b"], np.array([1.0, 2.0]))
    (found,) = chances(classifier, "alpha")
    assert found["a"] > found["b"]


def test_one_label_alone_teaches_nothing() -> None:
    requests = [Request("alpha", "")]
    with pytest.raises(TooFewLabels, match="two labels"):
        Classifier.of(requests, meanings(requests, EMBEDDER), ["a"], np.array([1.0]))


def test_what_was_learned_is_kept_as_it_is() -> None:
    classifier = taught()
    again = Classifier.from_bytes(classifier.to_bytes())
    texts = ("parcel lost", "refund", "zyxt")
    assert again.labels == classifier.labels
    for one, other in zip(chances(classifier, *texts), chances(again, *texts), strict=True):
        assert one == pytest.approx(other, abs=1e-5)
