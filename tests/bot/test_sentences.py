"""Every sentence of the bot's own is said in every language that it speaks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from ruamel.yaml import YAML

from bot.languages.foreign import FOREIGN, foreign_words
from bot.languages.sentences import FOLDER, LANGUAGES, SOURCE, said
from helpdesk.languages.detection import CANDIDATES

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
PLACEHOLDER = re.compile(r"\{\w+\}")
MARKS = {"words", "N_"}


def _in_code() -> Iterator[str]:
    for file in sorted((ROOT / "bot/actions").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in MARKS and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def _in_domain() -> Iterator[str]:
    responses = YAML(typ="safe").load(ROOT / "domain.yml")["responses"]
    for variant in (variant for variants in responses.values() for variant in variants):
        yield variant["text"]
        yield from (button["title"] for button in variant.get("buttons", []))


SENTENCES = {*_in_code(), *_in_domain()}


def _catalogue(language: str) -> dict[str, str]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    known = _catalogue(language)
    assert SENTENCES - set(known) == set()
    assert set(known) - SENTENCES == set()
    assert {sentence for sentence, words in known.items() if not words.strip()} == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_the_same_values_and_shouts_no_louder(language: str) -> None:
    for sentence, words in _catalogue(language).items():
        assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(sentence)), words
        assert sentence.count("\n") == words.count("\n"), words
        assert "!" not in words


def test_no_sentence_is_said_in_english_alone() -> None:
    """What an action says goes through the catalogue, or comes from the helpdesk."""
    literal = [
        f"{file.name}:{node.lineno}"
        for file in sorted((ROOT / "bot/actions").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in {"say", "button"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert literal == []


def test_an_unknown_language_is_answered_in_english() -> None:
    assert said("Talk to a person", "de") == "Mit einem Menschen sprechen"
    assert said("Talk to a person", "xx") == "Talk to a person"
    assert said("{n} and {m}", "de", n="{m}", m=2) == "{m} and 2"


def test_the_bot_says_in_every_language_that_can_be_told_that_it_does_not_speak_it() -> None:
    assert set(FOREIGN) == set(CANDIDATES) - set(LANGUAGES)
    assert all(foreign_words(language) is None for language in [*LANGUAGES, "", "xx"])
