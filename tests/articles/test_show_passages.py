"""What a search shows of each passage: the part that fits, with the words asked for marked."""

import pytest
from sqlalchemy.orm import Session

from helpdesk.articles.reading.highlighting import Shown, shown
from knowledge_base.search.results import Hit

HOSTILE = "\ue000<mark>\ue001 & <script>alert(1)</script> \ue002b\ue002"


def hit(text: str, language: str = "en") -> Hit:
    place = (1, "Title", "/help/title", "", "", text)
    return Hit(*place, score=0.9, similarity=0.9, language=language)


def one(session: Session, text: str, query: str, language: str = "en", longest: int = 260) -> Shown:
    [passage] = shown(session, [hit(text, language)], query, longest=longest)
    return passage


@pytest.mark.parametrize(
    ("language", "text", "query", "expected"),
    [
        ("en", "Returns are free", "returning", "<mark>Returns</mark> are free"),
        ("en", "The newsletter of the shop", "what is new with you", "The newsletter of the shop"),
        ("en", "You and the shop", "the and you", "You and the shop"),
        ("de", "Die Größe ändern", "größen", "Die <mark>Größe</mark> ändern"),
        ("de", "Wie die Ware kommt", "wie kommt die", "Wie die Ware <mark>kommt</mark>"),
        ("es", "Tus pedidos", "¿dónde está mi pedido?", "Tus <mark>pedidos</mark>"),
        ("ru", "Возврат товаров", "вернуть товар", "Возврат <mark>товаров</mark>"),
        ("pt-BR", "As devoluções", "devolução", "As <mark>devoluções</mark>"),
        ("zh", "如何 退货", "退货", "如何 <mark>退货</mark>"),
        ("en", "a.b (c)", "(((", "a.b (c)"),
        ("en", "Any word", "any's \\ 'word' | & ! :*", "Any <mark>word</mark>"),
        ("en", "Write to a@b.example", "a@b.example", "Write to <mark>a@b.example</mark>"),
    ],
)
def test_words_are_marked_by_the_rules_of_the_passages_language(
    session: Session, language: str, text: str, query: str, expected: str
) -> None:
    assert str(one(session, text, query, language).html) == expected


def test_what_looks_like_markup_is_shown_and_never_becomes_any(session: Session) -> None:
    passage = one(session, "Press <Enter> &amp; <b>wait</b>", "wait")
    assert passage.text == "Press <Enter> &amp; <b>wait</b>"
    assert str(passage.html) == (
        "Press &lt;Enter&gt; &amp;amp; &lt;b&gt;<mark>wait</mark>&lt;/b&gt;"
    )
    hostile = str(one(session, HOSTILE, "script alert").html)
    assert "<script" not in hostile
    assert hostile.count("<mark>") == hostile.count("</mark>")
    assert not set("\ue000\ue001\ue002") & set(hostile)


@pytest.mark.parametrize("text", ["- One\n- Two", "1. One\n2. Two", "• One\n12) Two"])
def test_nothing_begins_with_the_mark_of_a_list(session: Session, text: str) -> None:
    assert one(session, text, "two").html == "One · <mark>Two</mark>"


def test_an_entry_in_the_middle_of_a_long_list_begins_without_a_mark(session: Session) -> None:
    text = "\n".join(f"- entry{number}" for number in range(100)) + "\n- needle"
    for longest in range(40, 60):
        begins = one(session, text, "needle", longest=longest).text.removeprefix("… ")
        assert begins[0].isalpha()


def test_a_long_passage_is_shown_around_its_match(session: Session) -> None:
    passage = one(session, "word " * 200 + "needle " + "word " * 200, "needle")
    assert "<mark>needle</mark>" in passage.html
    assert passage.text.startswith("… word")
    assert passage.text.endswith("word …")
    assert len(passage.text) <= 264


def test_a_long_passage_without_a_match_is_shown_from_its_beginning(session: Session) -> None:
    passage = one(session, "word " * 200, "needle", longest=20)
    assert passage.text == "word word word word …"


def test_words_without_blanks_are_cut_too(session: Session) -> None:
    passage = one(session, "退" * 300, "", "zh", longest=20)
    assert passage.text == "退" * 20 + " …"


def test_each_passage_of_a_page_is_marked_by_its_own_language(session: Session) -> None:
    hits = [hit("Die is cast"), hit("Die Ware", "de"), hit("Los dies", "")]
    assert [passage.html for passage in shown(session, hits, "die")] == [
        "<mark>Die</mark> is cast",
        "Die Ware",
        "Los dies",
    ]
    assert shown(session, [], "send it") == []
