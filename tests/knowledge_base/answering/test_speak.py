"""The shipped model finds the sentence that answers, and is sure only where one does."""

import numpy as np

from knowledge_base.answering.features import FEATURES, features_of
from knowledge_base.answering.model import MOST_CHOICES, Model
from tests.knowledge_base.answering.candidates import candidate

CODES = "Keep them safe. You get ten backup codes at a time. Each backup code works once."
POST = "Your parcel leaves on the day you pay. It travels with a van."


def test_the_sentence_that_holds_what_is_asked_for_comes_first() -> None:
    question = "how many backup codes do i get"
    found = [candidate(POST, question, article=2), candidate(CODES, question)]
    assert "ten backup codes" in Model.shipped().speak(question, found).spans[0].text


def test_nothing_found_says_nothing() -> None:
    assert Model.shipped().speak("how many?", []).certainty == 0


def test_what_fits_nothing_is_less_sure_than_what_fits() -> None:
    model = Model.shipped()
    near, far = "how many backup codes do i get", "who won the cup"
    sure = model.speak(near, [candidate(CODES, near)]).certainty
    unsure = model.speak(far, [candidate(CODES, far)]).certainty
    assert unsure < 0.15 < sure


def test_a_choice_has_three_short_spans_of_two_articles_or_more() -> None:
    question = "how many backup codes do i get"
    passages = [candidate(f"{CODES} Part {n}.", question, article=n // 4) for n in range(8)]
    choice = Model.shipped().speak(question, passages).choice
    assert len(choice) == MOST_CHOICES
    assert len({span.candidate.article_id for span in choice}) == 2
    assert all(len(span.words) < 300 for span in choice)


def test_chances_and_that_of_nothing_add_up_to_one() -> None:
    model = Model.shipped()
    chances = model.chances(features_of("codes", [candidate(CODES, "codes")]))
    assert 0 < chances.sum() < 1


def test_a_taught_ranking_is_believed_in_full() -> None:
    model = Model.shipped()
    place = FEATURES.index("article")
    assert model.experienced().sentence[place] == 1 > model.sentence[place]
    assert np.delete(model.experienced().sentence - model.sentence, place).any() == np.False_
