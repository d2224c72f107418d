"""`heed kb models`: re-embed beside the running index, then switch in one transaction."""

import shutil
from collections.abc import Callable
from typing import Any

from helpdesk.articles.evidence import promotion
from helpdesk.articles.knowledge import folder_of, load
from helpdesk.articles.models import EmbeddingModel
from helpdesk.articles.rules import ModelState
from helpdesk.lab.locks import alone_in_database
from helpdesk.launch.exports import ensure_embedding
from helpdesk.launch.faults import LaunchFault
from helpdesk.launch.serving import adopt
from helpdesk.platform import db
from helpdesk.platform.config import Settings
from knowledge_base.embedding.embedder import Embedder

Say = Callable[[str], None]
# Articles embedded in one transaction: a crash costs no more than these.
TOGETHER = 20
_GONE = (ModelState.REFUSED, ModelState.RETIRED)


def bring_into_service(settings: Settings, name: str, say: Say) -> None:
    """Embed every article with that model, then let it serve; a crash leaves the running one.

    Started again it goes on where it stopped.
    """
    refusal = "Another model is being brought into service. Wait until that is done."
    with alone_in_database("bringing a model into service", refusal):
        adopt(settings)
        embedder = _ready(settings, name, say)
        with db.transaction() as session:
            waiting = promotion.unread(session, embedder)
        for start in range(0, len(waiting), TOGETHER):
            batch = waiting[start : start + TOGETHER]
            with db.transaction() as session:
                promotion.embed_beside(session, embedder, batch)
            say(f"{start + len(batch)} of {len(waiting)} articles embedded")
        with db.transaction() as session:
            promotion.learn_beside(session, embedder)
        with db.transaction() as session:
            promotion.switch(session, name, embedder)
        say(f"{name} serves from now on.")
        forget_folders(settings)


def _ready(settings: Settings, name: str, say: Say) -> Embedder:
    """The model of that name, loaded; LaunchFault when it cannot serve."""
    if name == settings.embedding_folder.name:
        ensure_embedding(settings, say)
    with db.transaction() as session:
        if name == settings.embedding_folder.name:
            promotion.register(session, name, load(folder_of(name)).recipe.stamp)
        model = promotion.find(session, name)
        if model.state in _GONE and model.trained_on is not None:
            raise LaunchFault(
                f"{name} was {model.state}, and its files are gone. Train again, or choose one "
                "that `heed kb models` lists as candidate or previous."
            )
        embedder, stamp = load(folder_of(name)), model.stamp
    if embedder.recipe.stamp != stamp:
        raise LaunchFault(
            f"The folder of {name} holds {embedder.recipe.stamp}, not {stamp}. "
            "Put the right files there, or choose another model."
        )
    return embedder


def forget_folders(settings: Settings) -> None:
    """Delete the files of trained models that will not serve again."""
    with db.transaction() as session:
        gone = [model.name for model in promotion.models(session) if _is_gone(model)]
    for name in gone:
        if name != settings.embedding_folder.name:
            shutil.rmtree(folder_of(name), ignore_errors=True)


def _is_gone(model: EmbeddingModel) -> bool:
    return model.state in _GONE and model.trained_on is not None


def listing(settings: Settings) -> list[dict[str, Any]]:
    """Every model there was, newest first, with what it was worth."""
    adopt(settings)
    with db.transaction() as session:
        return [
            {
                "name": model.name,
                "state": model.state.value,
                "created_at": model.created_at.isoformat(timespec="minutes"),
                "trained_on": model.trained_on,
                "figures": model.figures,
            }
            for model in promotion.models(session)
        ]


def table(models: list[dict[str, Any]]) -> str:
    """The list for a reader at a terminal."""
    lines = [f"{'model':44} {'state':10} {'made':17} {'taught':>7}  {'MRR@10':>7}  {'before':>7}"]
    for model in models:
        figures = model["figures"] or {}
        values = [figures.get(part, {}).get("mrr@10") for part in ("after", "before")]
        shown = "  ".join("      -" if value is None else f"{value:7.3f}" for value in values)
        taught = "-" if model["trained_on"] is None else model["trained_on"]
        made = model["created_at"][:16].replace("T", " ")
        lines.append(f"{model['name']:44} {model['state']:10} {made:17} {taught:>7}  {shown}")
    return "\n".join(lines)
