"""A message that already says what happened is not asked for it again."""

from __future__ import annotations

import pytest

from bot.actions.grievance import says_several_things, tells_what_happened

TOLD = [
    "I want to complain: my parcel came broken",
    "hello, I would like to make a complaint. The plant arrived dead and the soil was everywhere",
    "complaint - ordered on 3 May, still nothing",
    "I'm complaining because your courier left it in the rain",
    "You have charged my card twice and I’d like to complain about it",
    "I have a complaint, the lamp stopped working after two days",
    "Please register a complaint: refund promised, never paid",
    "i need to complain my order is missing two pots",
    "this is a complaint about the delivery man who shouted at my daughter",
    "complaint regarding my washing machine which leaked and ruined the kitchen floor",
    "want to complian, pot cracked",
    "i complained last week and nobody answered",
    "my complaint is that I was told to wait in all day and no one came",
    "complaint!! kettle exploded!!!",
    "I'd like to complain as the seeds you sent have all expired",
    "Is this where I complain? The chair you sent has only three legs",
    "complaint about the late delivery of a washing machine with a dented door",
    "it does not heat any more, I wish to complain",
    "third parcel that arrives broken, great job",
    "worst service ever",
    "ich möchte mich beschweren: mein Paket kam kaputt an",
    "ich beschwere mich, weil euer Fahrer mein Paket in den Regen gestellt hat",
    "Mir wurde zweimal abgebucht, ich will mich beschweren",
    "réclamation : la lampe est arrivée cassée",
    "vous m’avez débité deux fois et je veux me plaindre",
    "quiero quejarme porque el paquete llegó roto",
    "reclamación: me cobraron dos veces la misma factura",
]
ONLY_WISHED = [
    "I want to complain",
    "i'd like to make a complaint please",
    "How do I make a complaint?",
    "complaint",
    "where can I file a complaint about you?",
    "Hi there, I'd like to complain about your company",
    "i have a complaint about your delivery",
    "i need to complain about one of your employees",
    "i want this on record as a complaint",
    "i don't know what to do to complain",
    "I am writing to complain about the way my return was handled",
    "Good morning, could you tell me how I can lodge a formal complaint?",
    "I'm very angry and I want to complain",
    "this is ridiculous, I want to make a complaint",
    "I am terribly unhappy with your work, file a claim against your business",
    "I wish to complain about my last order",
    "I have to complain again about order 4711",
    "is it possible to complain here or by email?",
    "this is outrageous!!!",
    "",
    "🙂",
    "ich möchte mich beschweren",
    "Guten Tag, ich habe eine Beschwerde über euren Service",
    "wo kann ich mich beschweren?",
    "Je souhaite déposer une réclamation, s’il vous plaît",
    "où puis-je me plaindre",
    "quisiera presentar una reclamación",
    "quiero quejarme de ustedes",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_happened_is_told(text: str) -> None:
    assert tells_what_happened(text)


@pytest.mark.parametrize("text", ONLY_WISHED)
def test_only_the_wish_is_told(text: str) -> None:
    assert not tells_what_happened(text)


def test_a_very_long_message_is_read_quickly() -> None:
    assert not tells_what_happened("i want to complain about you " * 10_000)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("i want to complain", False),
        ("Beschwerde", False),
        ("your courier was rude and I want to know how to change my address", True),
        ("It broke. Can I return it?", True),
    ],
)
def test_one_thing_is_told_from_several(text: str, several: bool) -> None:
    assert says_several_things(text) == several
