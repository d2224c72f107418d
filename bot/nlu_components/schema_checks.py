"""Spares Rasa the most expensive part of a turn: proving again that a constant schema is sound.

For every action's result Rasa calls `jsonschema.validate`, which first validates the schema
itself against the meta-schema. That took 60 % of a turn's time, always with the same outcome.
The results are still validated every time.
"""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator


def check_each_schema_once() -> None:
    """Remembers which schemas were found sound; unsound ones are refused as before."""
    thorough = Draft202012Validator.check_schema
    sound: set[str] = set()

    def check_schema(schema: Any, *rest: Any, **options: Any) -> None:
        known_as = json.dumps(schema, sort_keys=True)
        if known_as not in sound:
            thorough(schema, *rest, **options)
            sound.add(known_as)

    Draft202012Validator.check_schema = staticmethod(check_schema)
