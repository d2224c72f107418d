"""A vector comes back from the database as it went in, as precisely as the index keeps it."""

from typing import Any

import numpy as np
import psycopg
import pytest

from knowledge_base.index import vectors

Connection = psycopg.Connection[Any]


@pytest.mark.parametrize("binary", [False, True])
def test_a_vector_comes_back_as_it_went_in(connection: Connection, binary: bool) -> None:
    vectors.adapt(connection)
    sent = np.linspace(-1, 1, 384, dtype=np.float32)
    row = connection.execute(
        "SELECT %s::halfvec(384)", (vectors.packed(sent),), binary=binary
    ).fetchone()
    assert row
    assert np.array_equal(row[0].to_numpy(), sent.astype(np.float16))


def test_a_connection_is_taught_once(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors.adapt(connection)
    monkeypatch.setattr(vectors, "register_vector", None)
    vectors.adapt(connection)
