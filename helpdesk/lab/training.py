"""`heed kb train`: teach the sentence model answered questions, and say what that gained."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpdesk.lab.evaluation import Files
from helpdesk.lab.parent import end_with_parent
from helpdesk.lab.training_on_files import train_from_files
from helpdesk.lab.training_on_history import train_on_history
from helpdesk.lab.trials import Say
from helpdesk.launch.desk import open_desk
from helpdesk.launch.faults import LaunchFault
from helpdesk.platform.config import Settings
from knowledge_base.evaluation.holdout import HoldOut


@dataclass(frozen=True)
class Order:
    """What the operator asked for; without files it is the desk's own history."""

    articles: Path | None = None
    queries: Path | None = None
    qrels: Path | None = None
    out: Path | None = None
    hold_out: HoldOut = "newest"
    for_worker: bool = False


def train(settings: Settings, order: Order, say: Say) -> dict[str, Any]:
    """Train on what was named; the comparison with the model in service."""
    if order.for_worker:
        end_with_parent()
    if order.articles and order.queries and order.qrels and order.out:
        files = Files(order.articles, order.queries, order.qrels)
        return train_from_files(settings, files, order.out, hold_out=order.hold_out, say=say)
    if order.articles or order.queries or order.qrels or order.out:
        raise LaunchFault(
            "Give all of --articles, --queries, --qrels and --out to train on files, "
            "or none of them to train on the desk's own history."
        )
    with open_desk(settings):
        pass  # the database is in its newest shape from here on
    return train_on_history(settings, hold_out=order.hold_out, say=say)


def table(figures: dict[str, Any]) -> str:
    """The comparison for a reader at a terminal."""
    lines = [f"{figures['model']}, {figures['questions']} held-out questions: before, after"]
    for name, before in figures["before"].items():
        shown = [f"{name:20}"]
        for value in (before, figures["after"][name]):
            shown.append(" none" if value is None else f"{value:5.3f}")
        lines.append("   ".join(shown))
    for name, (low, high) in figures["intervals"].items():
        gain = figures["differences"][name]
        lines.append(f"{name} gained {gain:+.3f} (95 % interval {low:+.3f} to {high:+.3f})")
    lines.append("Better beyond chance." if figures["better"] else "Not better beyond chance.")
    return "\n".join(lines)
