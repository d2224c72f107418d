"""How far a training came, in one file that is whole or not there."""

import os
from pathlib import Path
from typing import Any


def write(place: Path, state: dict[str, Any]) -> None:
    """Put the state in the place of an earlier one; a crash leaves the earlier one."""
    import torch

    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with draft.open("wb") as stream:
            torch.save(state, stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def read(place: Path) -> dict[str, Any] | None:
    """What was written last; None where there is nothing or it is damaged."""
    import torch

    if not place.exists():
        return None
    try:
        # Tensors and plain values only: such a file may not run code.
        found = torch.load(place, weights_only=True)
    # A damaged file raises whatever it is damaged by: of pickle, of zip, of torch.
    except Exception:
        return {}
    return found if isinstance(found, dict) else {}
