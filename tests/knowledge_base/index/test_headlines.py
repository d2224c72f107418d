"""A passage in pieces, of which every second one is a word that the question asks for."""

from typing import Any

import psycopg

from knowledge_base.index.headlines import headlines


def test_each_passage_is_read_by_the_rules_of_its_language(
    connection: psycopg.Connection[Any],
) -> None:
    passages = [("en", "Is a return free?"), ("de", "Is a return free?"), ("", "Returning it")]
    assert headlines(connection, "is it returned", passages) == [
        ["Is a ", "return", " free?"],
        ["", "Is", " a return free?"],
        ["Returning ", "it", ""],
    ]


def test_a_question_without_words_marks_nothing(connection: psycopg.Connection[Any]) -> None:
    assert headlines(connection, "?!", [("en", "A <b>")]) == [["A <b>"]]
    assert headlines(connection, "word", []) == []
