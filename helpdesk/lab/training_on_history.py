"""`heed kb train` on the desk's own history: train, compare, and promote what is better."""

from typing import Any

from sqlalchemy.orm import Session

from helpdesk.articles.evidence import promotion
from helpdesk.articles.knowledge import folder_of, serving_embedder
from helpdesk.articles.rules import ModelState
from helpdesk.lab.dataset import of_desk
from helpdesk.lab.locks import alone_in_database
from helpdesk.lab.promotion import bring_into_service, forget_folders
from helpdesk.lab.trials import Say, new_name, processors, try_out
from helpdesk.launch.serving import adopt
from helpdesk.platform import db
from helpdesk.platform.config import Settings
from knowledge_base.evaluation.holdout import HoldOut
from knowledge_base.finetuning.experiment import Experiment

RUNNING = "A training is running already. `heed kb models` shows what comes of it."


def train_on_history(settings: Settings, *, hold_out: HoldOut, say: Say) -> dict[str, Any]:
    """Teach a model what the desk's agents and customers said; it serves only if it is better.

    What is promoted is what was measured: it is not taught the held-out questions afterwards.
    """
    with alone_in_database("training a model", RUNNING):
        adopt(settings)
        with db.transaction() as session:
            experiment = _trial(session, settings, hold_out)
            serving = serving_embedder(session)
        comparison = try_out(experiment, serving, say)
        figures = comparison.as_json()
        with db.transaction() as session:
            _remember(session, experiment, figures)
        if comparison.better:
            bring_into_service(settings, experiment.name, say)
        else:
            forget_folders(settings)
            say("The model in service stays: the trained one is not better beyond chance.")
    return {"model": experiment.name, "promoted": comparison.better, **figures}


def _trial(session: Session, settings: Settings, hold_out: HoldOut) -> Experiment:
    material, name = of_desk(session), new_name(settings)
    return Experiment(
        documents=material.documents,
        experience=material.experience,
        base=settings.embedding_model,
        name=name,
        folder=folder_of(name),
        work=settings.home / "models" / "training",
        hold_out=hold_out,
        threads=processors(),
    )


def _remember(session: Session, experiment: Experiment, figures: dict[str, Any]) -> None:
    model = promotion.register(
        session,
        experiment.name,
        experiment.stamp,
        trained_on=len(experiment.experience.questions),
        figures=figures,
    )
    model.state = ModelState.CANDIDATE if figures["better"] else ModelState.REFUSED
