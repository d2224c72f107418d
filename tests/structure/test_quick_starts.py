"""What only learning and training need is loaded there, so that pages and tests start quickly."""

import subprocess
import sys

HEAVY = {"sklearn", "scipy.optimize", "scipy.stats", "torch", "sentence_transformers"}
LOADED = f"import helpdesk.app, sys; print(*sorted({HEAVY!r} & set(sys.modules)))"


def test_the_web_process_loads_nothing_that_only_learning_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
