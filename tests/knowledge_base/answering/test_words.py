"""Words count by their stems, and by how well they tell the candidates apart."""

import pytest

from knowledge_base.answering.words import Rarity, stems_of


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "returned", "returns"),
        ("de", "Rückgaben", "Rückgabe"),
        ("fr", "retournés", "retournée"),
        ("es", "devoluciones", "devolución"),
        ("en-GB", "parcels", "parcel"),
    ],
)
def test_forms_of_one_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert stems_of(one, language) == stems_of(other, language)


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stems_of("Ett två", "xx") == {"ett", "två"}


def test_a_word_that_most_sentences_have_or_none_has_weighs_nothing() -> None:
    sentences = [{"code", "ten"}, {"code"}, {"code", "safe"}, {"code"}]
    rarity = Rarity({"code", "ten", "moon"}, sentences)
    weights = dict(zip(rarity.stems, rarity.weights.tolist(), strict=True))
    assert (weights["code"], weights["moon"]) == (0, 0)
    assert weights["ten"] > 0
    assert rarity.shared(rarity.held([{"ten", "code"}, {"code"}])).tolist() == [1, 0]


def test_without_a_word_that_tells_anything_nothing_is_shared() -> None:
    rarity = Rarity(set(), [{"a"}])
    assert rarity.shared(rarity.held([{"a"}, {"b"}])).tolist() == [0, 0]
