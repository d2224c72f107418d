"""The domain, the examples, the rules and the actions name the same things."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import Any

from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
PAYLOAD = re.compile(r"/(\w+)(\{.*\})?")
INTENTS = [
    "ask_knowledge",
    "talk_to_human",
    "file_complaint",
    "ticket_status",
    "give_feedback",
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "stop",
    "bot_challenge",
    "small_talk",
    "out_of_scope",
]
LARGE_INTENTS = {
    "talk_to_human",
    "file_complaint",
    "ticket_status",
    "give_feedback",
    "affirm",
    "deny",
    "stop",
    "out_of_scope",
}
BUILT_IN_INTENTS = {"nlu_fallback"}


def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(path)
    return loaded


DOMAIN = _read(ROOT / "domain.yml")
TOPICS = [_read(path) for path in sorted((ROOT / "bot/data").glob("*.yml"))]


def _steps() -> list[dict[str, Any]]:
    parts = [
        *(part for topic in TOPICS for part in topic.get("rules", [])),
        *(part for topic in TOPICS for part in topic.get("stories", [])),
    ]
    return [step for part in parts for step in part["steps"]]


def _examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for topic in TOPICS:
        for entry in topic.get("nlu", []):
            if "intent" in entry:
                lines = [line[2:] for line in entry["examples"].splitlines()]
                found.setdefault(entry["intent"], []).extend(lines)
    return found


def _registered_actions() -> dict[str, Any]:
    executor = ActionExecutor()
    executor.register_package("bot.actions")
    return dict(executor.actions)


def test_the_intents_are_the_agreed_ones() -> None:
    assert [next(iter(intent)) for intent in DOMAIN["intents"]] == INTENTS


def test_every_intent_is_used_in_a_rule_and_has_examples() -> None:
    used = {step["intent"] for step in _steps() if "intent" in step}
    assert used - BUILT_IN_INTENTS == set(INTENTS) == set(_examples())


def test_the_large_intents_have_many_examples() -> None:
    examples = _examples()
    assert len(examples["ask_knowledge"]) >= 200
    assert {intent for intent in LARGE_INTENTS if len(examples[intent]) < 60} == set()


def test_no_example_is_written_twice() -> None:
    lines = [line.lower() for lines in _examples().values() for line in lines]
    assert sorted({line for line in lines if lines.count(line) > 1}) == []


def test_every_action_of_the_domain_exists_and_no_other() -> None:
    assert set(_registered_actions()) == set(DOMAIN["actions"])


def test_every_action_used_in_a_rule_is_known() -> None:
    known = {*DOMAIN["actions"], *DOMAIN["responses"], *DOMAIN["forms"]}
    assert {step["action"] for step in _steps() if "action" in step} <= known


def test_every_response_is_used() -> None:
    asked = {
        f"utter_ask_{slot}" for form in DOMAIN["forms"].values() for slot in form["required_slots"]
    }
    uttered = {step["action"] for step in _steps() if "action" in step}
    assert set(DOMAIN["responses"]) <= asked | uttered


def test_every_question_of_a_form_can_be_asked() -> None:
    asked = {slot for form in DOMAIN["forms"].values() for slot in form["required_slots"]}
    sayable = {*DOMAIN["responses"], *DOMAIN["actions"]}
    assert [
        slot
        for slot in asked
        if f"utter_ask_{slot}" not in sayable and f"action_ask_{slot}" not in sayable
    ] == []


def test_every_button_names_an_intent_and_valid_json() -> None:
    in_domain = [
        button["payload"].replace("{{", "{").replace("}}", "}")
        for variants in DOMAIN["responses"].values()
        for variant in variants
        for button in variant.get("buttons", [])
    ]
    in_code = [
        payload
        for path in (ROOT / "bot/actions").glob("*.py")
        for payload in re.findall(
            r"""["'](/[a-z_]+(?:\{.*?\})?)["']\)""", path.read_text(encoding="utf-8")
        )
    ]
    assert in_domain
    assert in_code
    for payload in in_domain + in_code:
        found = PAYLOAD.fullmatch(payload)
        assert found, payload
        assert found[1] in INTENTS
        assert set(json.loads(found[2] or "{}")) <= set(DOMAIN["entities"])


def test_no_response_has_a_blank_line_or_an_exclamation_mark() -> None:
    for variants in DOMAIN["responses"].values():
        for variant in variants:
            assert "\n\n" not in variant["text"]
            assert "!" not in variant["text"]


def test_the_actions_pickle_as_the_action_server_spawns() -> None:
    for action in _registered_actions().values():
        owner = action.__self__
        assert pickle.loads(pickle.dumps(owner)).name() == owner.name()  # noqa: S301
