"""A measured figure, and how a run is printed and kept."""

import json
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles


@dataclass(frozen=True)
class Measure:
    """One row: `ratio` compares with the baseline named in `against`, from the same run."""

    name: str
    value: float
    unit: str
    goal: str = ""
    ratio: float | None = None
    against: str = ""


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many percent lie."""
    return quantiles(sorted(values), n=100, method="inclusive")[percent - 1]


def table(measures: list[Measure]) -> str:
    """A Markdown table."""
    head = ["| measure | value | goal | ratio to baseline |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *map(_row, measures)])


def _row(measure: Measure) -> str:
    ratio = f"{measure.ratio:.2f} × {measure.against}" if measure.ratio is not None else ""
    return f"| {measure.name} | {measure.value:,.1f} {measure.unit} | {measure.goal} | {ratio} |"


def keep(measures: list[Measure], file: Path) -> None:
    """Write the run as JSON."""
    run = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "measures": [asdict(measure) for measure in measures],
    }
    file.write_text(json.dumps(run, indent=2) + "\n")
