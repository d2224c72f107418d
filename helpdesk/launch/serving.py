"""Which sentence model serves, written down at the start."""

from sqlalchemy.orm import Session

from helpdesk.articles.evidence import promotion
from helpdesk.articles.knowledge import load, serving_embedder, serving_model
from helpdesk.articles.rules import ModelState
from helpdesk.platform import db
from helpdesk.platform.config import Settings


def adopt(settings: Settings) -> str | None:
    """Write down which model serves; a sentence when it is not the one of the settings."""
    wanted = settings.embedding_folder.name
    with db.transaction() as session:
        serving = serving_model(session)
        if serving is None:
            name, stamp = _in_use(session, settings)
            serving = promotion.register(session, name, stamp)
            serving.state = ModelState.SERVING
        name = serving.name
    if name == wanted or name.startswith(f"{wanted}-"):
        return None
    return (
        f"The desk goes on searching with {name}, not with {settings.embedding_model} of "
        f"HEED_EMBEDDING_MODEL. Switch with `heed kb models --use {wanted}`."
    )


def _in_use(session: Session, settings: Settings) -> tuple[str, str]:
    """The model that made the index, by name and stamp; the one of the settings for a new desk."""
    wanted = serving_embedder(session).recipe.stamp
    stamps = promotion.indexed(session) or {wanted}
    if wanted not in stamps:
        for recipe in sorted(settings.embedding_folder.parent.glob("*/recipe.json")):
            stamp = load(recipe.parent).recipe.stamp
            if stamp in stamps:
                return recipe.parent.name, stamp
    return settings.embedding_folder.name, wanted
