"""The shipped model finds the sentence that answers, and is sure only where one does."""

import numpy as np

from knowledge_base.answering.candidates import Candidate
from knowledge_base.answering.features import FEATURES, Numbers, features_of, passages_of
from knowledge_base.answering.interaction import LATE, Interaction, interacting
from knowledge_base.answering.model import MOST_CHOICES, SHORTLIST, Model, Spoken
from tests.fakes import FakeEmbedder
from tests.knowledge_base.answering.candidates import candidate

CODES = "Keep them safe. You get ten backup codes at a time. Each backup code works once."
POST = "Your parcel leaves on the day you pay. It travels with a van."


def speak(question: str, found: list[Candidate]) -> Spoken:
    return Model.shipped().speak(question, found, interacting(question, found, FakeEmbedder()))


def test_the_sentence_that_holds_what_is_asked_for_comes_first() -> None:
    question = "how many backup codes do i get"
    found = [candidate(POST, question, article=2), candidate(CODES, question)]
    assert "ten backup codes" in speak(question, found).spans[0].text


def test_nothing_found_says_nothing() -> None:
    assert speak("how many?", []).certainty == 0


def test_what_fits_nothing_is_less_sure_than_what_fits() -> None:
    near, far = "how many backup codes do i get", "who won the cup"
    sure = speak(near, [candidate(CODES, near)]).certainty
    unsure = speak(far, [candidate(CODES, far)]).certainty
    assert unsure < 0.15 < sure


def test_a_choice_has_three_short_spans_of_two_articles_or_more() -> None:
    question = "how many backup codes do i get"
    passages = [candidate(f"{CODES} Part {n}.", question, article=n // 4) for n in range(8)]
    choice = speak(question, passages).choice
    assert len(choice) == MOST_CHOICES
    assert len({span.candidate.article_id for span in choice}) == 2
    assert all(len(span.words) < 300 for span in choice)


def test_chances_and_that_of_nothing_add_up_to_one() -> None:
    found = [candidate(CODES, "codes")]
    interact = interacting("codes", found, FakeEmbedder())
    _, chances = Model.shipped().weigh(features_of("codes", found), passages_of(found), interact)
    assert 0 < chances.sum() < 1


def test_only_a_shortlist_is_read_token_by_token() -> None:
    question = "how many backup codes do i get"
    found = [candidate(f"{CODES} Part {n}.", question, article=n) for n in range(8)]
    embedder = FakeEmbedder()
    read: list[int] = []

    def interact(chosen: Numbers) -> Interaction:
        read.extend(chosen)
        return interacting(question, found, embedder)(chosen)

    features = features_of(question, found)
    weighed, chances = Model.shipped().weigh(features, passages_of(found), interact)
    others = np.setdiff1d(np.arange(len(features)), read)
    assert len(read) == SHORTLIST < len(features)
    assert not chances[others].any()
    assert not weighed[others, -len(LATE) :].any()
    assert chances[read].all()


def test_a_taught_ranking_is_believed_in_full() -> None:
    model = Model.shipped()
    place = FEATURES.index("article")
    taught = model.experienced()
    assert taught.sentence[place] == taught.shortlist[place] == 1 > model.sentence[place]
    assert not np.delete(taught.sentence - model.sentence, place).any()
    assert not np.delete(taught.shortlist - model.shortlist, place).any()
