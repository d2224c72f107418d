"""Whatever is done to a sealed chain, walking along it says so, and where first."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpdesk.integrity.rules import SENTENCES, Finding, Kind, is_intact
from tests.integrity.chains import BEGAN, KEY, Link, chain, chain_of, entry, head_of, walked

LENGTH = 8
PLACES = st.integers(0, LENGTH - 1)
BYTES = st.binary(min_size=32, max_size=32)
CHANGES = st.one_of(
    st.fixed_dictionaries({"id": st.integers(100, 200)}),
    st.fixed_dictionaries({"at": st.datetimes().map(lambda at: at.replace(tzinfo=BEGAN.tzinfo))}),
    st.fixed_dictionaries({"recorded_at": st.none()}),
    st.fixed_dictionaries({"actor": st.just("agent:9")}),
    st.fixed_dictionaries({"action": st.text()}),
    st.fixed_dictionaries({"subject_type": st.text()}),
    st.fixed_dictionaries({"subject_id": st.text()}),
    st.fixed_dictionaries({"before": st.none() | st.dictionaries(st.text(), st.integers())}),
    st.fixed_dictionaries({"after": st.none() | st.dictionaries(st.text(), st.floats())}),
    st.fixed_dictionaries({"reason": st.none() | st.text()}),
)
SEAL_CHANGES = st.one_of(
    st.fixed_dictionaries({"key": st.none() | st.binary()}),
    *(st.fixed_dictionaries({name: st.none() | BYTES}) for name in ("words", "prev_hash", "hash")),
)


def kinds(findings: list[Finding]) -> list[tuple[Kind, Any]]:
    return [(finding.kind, finding.values["seq"]) for finding in findings]


def renumbered(links: list[Link]) -> list[Link]:
    """As whoever inserts or deletes would number them, so that no gap is left."""
    return [(each, seal._replace(seq=seq)) for seq, (each, seal) in enumerate(links, start=1)]


@given(st.integers(0, 30))
def test_a_chain_that_nobody_touched_holds(length: int) -> None:
    links = chain(length)
    assert walked(links, *map(head_of, links)) == []


@given(PLACES, CHANGES)
def test_a_changed_event_is_named(place: int, change: dict[str, Any]) -> None:
    links = chain(LENGTH)
    before, seal = links[place]
    assume(before._replace(**change) != before)
    links[place] = (before._replace(**change), seal)
    assert kinds(walked(links))[0] == (Kind.CHANGED, place + 1)


@given(PLACES, SEAL_CHANGES)
def test_a_changed_seal_is_found_there_or_right_behind(place: int, change: dict[str, Any]) -> None:
    links = chain(LENGTH)
    before, seal = links[place]
    assume(seal._replace(**change) != seal)
    links[place] = (before, seal._replace(**change))
    assert walked(links)[0].values["seq"] == place + 1


@given(PLACES, st.integers(1, 3))
def test_missing_events_are_named(place: int, number: int) -> None:
    links = chain(LENGTH + 3)
    del links[place : place + number]
    (found,) = walked(links)
    events = str(place + 1) if number == 1 else f"{place + 1}–{place + number}"
    assert (found.kind, found.values["events"]) == (Kind.MISSING, events)


@given(PLACES)
def test_missing_events_are_found_though_the_rest_was_renumbered(place: int) -> None:
    links = chain(LENGTH + 1)
    del links[place]
    assert kinds(walked(renumbered(links))) == [(Kind.REPLACED, place + 1)]


@given(PLACES)
def test_an_inserted_event_is_named_however_well_it_is_sealed(place: int) -> None:
    links = chain(LENGTH)
    forged = chain_of([*(each for each, _ in links[:place]), entry(place + 1, id=99)])[-1]
    assert kinds(walked(renumbered([*links[:place], forged, *links[place:]]))) == [
        (Kind.INSERTED, place + 1)
    ]


@given(PLACES, CHANGES)
def test_a_chain_that_was_rebuilt_is_found_by_a_head_that_left_the_database(
    place: int, change: dict[str, Any]
) -> None:
    links = chain(LENGTH)
    told = [each for each, _ in links]
    assume(told[place]._replace(**change) != told[place])
    told[place] = told[place]._replace(**change)
    rebuilt = chain_of(told)
    assert walked(rebuilt, head_of(links[-1]))[-1].kind is Kind.REBUILT


@given(st.integers(1, LENGTH))
def test_an_end_that_was_cut_off_is_found_by_such_a_head_as_well(number: int) -> None:
    links = chain(LENGTH)
    assert kinds(walked(links[:-number], head_of(links[-1]))) == [(Kind.SHORTENED, LENGTH)]


def test_two_events_that_changed_places_are_found() -> None:
    links = chain(LENGTH)
    links[2], links[3] = links[3], links[2]
    assert kinds(walked(renumbered(links)))[0] == (Kind.REPLACED, 3)


def test_an_erased_event_holds_and_without_its_key_tells_nothing() -> None:
    links = chain(3)
    told, seal = links[1]
    links[1] = told._replace(before=None, after=None, reason=None), seal._replace(key=None)
    assert walked(links) == []
    links[1] = told._replace(before=None, after=None), seal._replace(key=None)
    assert kinds(walked(links)) == [(Kind.CHANGED, 2)]


def test_two_events_with_the_same_words_do_not_show_it_under_different_keys() -> None:
    first = chain_of([entry(1)])[0][1]
    ((told, other),) = [(told, seal) for told, seal in chain_of([entry(1, reason="Because of 2")])]
    assert first.words != other.words
    assert not is_intact(told, other._replace(key=b"x" * 16))
    assert is_intact(told, other._replace(key=KEY))


def test_a_clock_that_was_set_back_is_told_and_breaks_nothing() -> None:
    set_back = entry(3)._replace(recorded_at=BEGAN - timedelta(days=2))
    links = chain_of([entry(1), entry(2), set_back, entry(4)])
    (found,) = walked(links)
    assert (found.kind, found.values) == (Kind.CLOCK, {"seq": 3, "hours": 48})


def test_a_transaction_that_took_long_is_no_clock_set_back() -> None:
    links = chain_of([entry(40), entry(1)])
    assert walked(links) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_finding_is_a_sentence_and_survives_being_kept(kind: Kind) -> None:
    names = (
        "seq", "subject", "action", "events", "day", "last", "count", "hours", "name", "now",
        "said", "number", "series",
    )  # fmt: skip
    finding = Finding(kind, dict.fromkeys(names, 7))
    assert "%(" not in finding.sentence
    assert "7" in finding.sentence
    assert Finding.from_json(finding.as_json()) == finding
    assert kind in SENTENCES
