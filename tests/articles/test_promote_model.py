"""Another sentence model comes into service beside the running one, or not at all."""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from helpdesk.articles import knowledge
from helpdesk.articles.evidence import answered, promotion
from helpdesk.articles.evidence.learning import learn_if_new
from helpdesk.articles.models import Article
from helpdesk.articles.rules import ModelState, Strength
from helpdesk.articles.service.writing import Draft, archive_article, revise_article, search
from helpdesk.lab import promotion as lab
from helpdesk.lab.locks import alone_in_database
from helpdesk.launch.faults import LaunchFault
from helpdesk.launch.serving import adopt
from helpdesk.platform import clock, db
from helpdesk.platform.audit import Actor
from helpdesk.platform.config import Settings, settings_in_use
from helpdesk.platform.errors import HelpdeskError, NotFound, Unavailable
from knowledge_base.embedding.embedder import OnnxEmbedder, Vectors
from knowledge_base.embedding.export import model_location
from knowledge_base.search import saved_rankers
from tests.fakes import FakeEmbedder
from tests.make import make_article

STOCK = "all-MiniLM-L6-v2"
TITLES = ["Return an item", "Follow a parcel", "Change your address"]
BY = Actor.agent(1)


class Failing(FakeEmbedder):
    """A model whose process dies after so many texts."""

    left = 10**9

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.left -= len(texts)
        if self.left < 0:
            raise MemoryError("killed")
        return super().embed(texts)

    @property
    def passages(self) -> int:
        """How many it has embedded; titles and questions have no second line."""
        return sum("\n" in words for words in self.embedded)

    def check(self) -> None:
        """Always in order."""


class Shelf:
    """The models on the disk, each loaded once."""

    def __init__(self) -> None:
        self.models: dict[str, Failing] = {}
        self.dimensions: dict[str, int] = {}

    def __call__(self, folder: Path) -> Failing:
        size = self.dimensions.get(folder.name, 384)
        return self.models.setdefault(folder.name, Failing(model=folder.name, dimension=size))

    def put(self, name: str, *, dimension: int = 384) -> Failing:
        """A trained candidate of that name."""
        self.dimensions[name] = dimension
        model = self(Path(name))
        with db.transaction() as session:
            promotion.register(session, name, model.recipe.stamp, trained_on=200)
        return model


@pytest.fixture
def shelf(committing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Shelf]:
    """A desk with three published articles that the stock model serves."""
    shelf = Shelf()
    monkeypatch.setenv("HEED_HOME", str(tmp_path))
    knowledge.folder_of(STOCK).mkdir(parents=True)
    (knowledge.folder_of(STOCK) / "recipe.json").touch()
    monkeypatch.setattr(knowledge, "embedder_in_use", None)
    monkeypatch.setattr(knowledge, "OnnxEmbedder", shelf)
    knowledge.load.cache_clear()
    monkeypatch.setattr(saved_rankers, "loaded", OrderedDict())
    with db.transaction() as session:
        for title in TITLES:
            make_article(session, title=title, body=f"How to {title.lower()} with us.")
    yield shelf
    knowledge.load.cache_clear()


@pytest.fixture
def own(shelf: Shelf) -> Settings:
    return Settings.from_env()


def found(query: str = "return an item") -> list[str]:
    with db.transaction() as session:
        return [hit.title for hit in search(session, query)]


def test_the_environment_is_read_once_for_all_searches(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = found()
    monkeypatch.setenv("HEED_PORT", "none")
    assert found() == first
    assert len(first) == len(TITLES)


def stamps() -> dict[str, int]:
    """How many articles each recipe has embedded."""
    query = "SELECT recipe, count(DISTINCT article_id) FROM kb_passage GROUP BY recipe"
    with db.transaction() as session:
        rows = session.execute(text(query)).tuples()
        return {recipe.split("/")[0]: count for recipe, count in rows}


def learned() -> set[str]:
    """The models of which a ranking and vectors of questions are kept."""
    query = "SELECT recipe FROM kb_ranking UNION SELECT recipe FROM kb_vector"
    with db.transaction() as session:
        return {recipe.split("/")[0] for recipe in session.scalars(text(query))}


def states(own: Settings) -> dict[str, str]:
    return {model["name"]: model["state"] for model in lab.listing(own)}


def article(title: str) -> int:
    with db.transaction() as session:
        query = text("SELECT id FROM article WHERE title = :title")
        return int(session.execute(query, {"title": title}).scalar_one())


def quietly(_sentence: str) -> None:
    """Nobody listens."""


def test_a_new_model_serves_and_the_old_one_stays_at_hand(own: Settings, shelf: Shelf) -> None:
    new = shelf.put("new")
    said: list[str] = []
    lab.bring_into_service(own, "new", said.append)
    assert said == ["3 of 3 articles embedded", "new serves from now on."]
    assert states(own) == {"new": "serving", STOCK: "previous"}
    assert stamps() == {"new": 3, STOCK: 3}
    assert found()[0] == "Return an item"
    assert new.embedded[-1] == "return an item"


def test_the_running_index_answers_while_the_new_one_is_made(
    own: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("new")
    monkeypatch.setattr(lab, "TOGETHER", 1)
    found_meanwhile: list[list[str]] = []
    lab.bring_into_service(own, "new", lambda _: found_meanwhile.append(found()[:1]))
    assert found_meanwhile == [["Return an item"]] * 4
    asked = shelf.models[STOCK].embedded.count("return an item")
    assert asked == 3


def test_a_crash_while_embedding_leaves_the_old_one_and_costs_one_batch(
    own: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "TOGETHER", 1)
    new = shelf.put("new")
    new.left = 2
    with pytest.raises(MemoryError):
        lab.bring_into_service(own, "new", quietly)
    assert states(own) == {"new": "candidate", STOCK: "serving"}
    assert stamps() == {"new": 2, STOCK: 3}
    assert found()[0] == "Return an item"
    new.left = 10**9
    before = new.passages
    lab.bring_into_service(own, "new", quietly)
    assert new.passages - before == 1
    assert stamps() == {"new": 3, STOCK: 3}


def test_a_crash_while_switching_leaves_the_old_one(
    own: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise MemoryError("killed")

    shelf.put("new")
    with monkeypatch.context() as patch:
        patch.setattr(promotion, "forget_others", crash)
        with pytest.raises(MemoryError):
            lab.bring_into_service(own, "new", quietly)
    assert states(own) == {"new": "candidate", STOCK: "serving"}
    assert found()[0] == "Return an item"
    assert shelf.models[STOCK].embedded[-1] == "return an item"
    lab.bring_into_service(own, "new", quietly)
    assert states(own) == {"new": "serving", STOCK: "previous"}


def test_what_changes_meanwhile_is_caught_up_before_the_switch(own: Settings, shelf: Shelf) -> None:
    shelf.put("new")
    changed, gone = article("Follow a parcel"), article("Change your address")

    def meanwhile(sentence: str) -> None:
        if "embedded" in sentence:
            with db.transaction() as session:
                draft = Draft("Follow a parcel", "Drones carry it.")
                revise_article(session, changed, draft, actor=BY)
                archive_article(session, gone, actor=BY)
                make_article(session, title="Pay by card", body="All cards.")

    lab.bring_into_service(own, "new", meanwhile)
    assert stamps() == {"new": 3, STOCK: 3}
    assert "Pay by card" in found("pay by card")
    assert "Change your address" not in found("change your address")
    with db.transaction() as session:
        assert "Drones" in search(session, "follow a parcel")[0].text


def test_rows_left_by_a_batch_that_lost_a_race_are_cleared(
    own: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article is archived after a batch read it and before the batch wrote its vectors."""
    new, gone = shelf.put("new"), article("Follow a parcel")
    embed = new.embed

    def archived_meanwhile(texts: Sequence[str]) -> Vectors:
        monkeypatch.setattr(new, "embed", embed)
        with db.transaction() as session:
            archive_article(session, gone, actor=BY)
        return embed(texts)

    monkeypatch.setattr(new, "embed", archived_meanwhile)
    lab.bring_into_service(own, "new", quietly)
    assert stamps() == {"new": 2, STOCK: 2}
    assert "Follow a parcel" not in found("follow a parcel")


def test_who_writes_during_the_switch_writes_for_the_new_model(own: Settings, shelf: Shelf) -> None:
    new, changed = shelf.put("new"), article("Follow a parcel")
    adopt(own)

    def write() -> None:
        with db.transaction() as session:
            revise_article(session, changed, Draft("Follow a parcel", "By drone."), actor=BY)

    writer = threading.Thread(target=write)
    with db.transaction() as session:
        knowledge.hold_index(session)
        writer.start()
        writer.join(timeout=0.5)
        assert writer.is_alive()
        promotion.switch(session, "new", new)
    writer.join()
    assert stamps() == {"new": 3, STOCK: 2}
    with db.transaction() as session:
        assert "By drone." in search(session, "follow a parcel")[0].text


def test_the_previous_one_comes_back_with_what_changed_since(own: Settings, shelf: Shelf) -> None:
    shelf.put("new")
    lab.bring_into_service(own, "new", quietly)
    with db.transaction() as session:
        changed = session.get_one(Article, article("Follow a parcel"))
        revise_article(session, changed.id, Draft(changed.title, "Drones carry it."), actor=BY)
    assert stamps() == {"new": 3, STOCK: 2}
    said: list[str] = []
    lab.bring_into_service(own, STOCK, said.append)
    assert said[0] == "1 of 1 articles embedded"
    assert states(own) == {"new": "previous", STOCK: "serving"}
    with db.transaction() as session:
        assert "Drones" in search(session, "follow a parcel")[0].text


def test_models_older_than_the_previous_one_leave_nothing_behind(
    own: Settings, shelf: Shelf
) -> None:
    for name in ("first", "second", "third"):
        shelf.put(name)
        knowledge.folder_of(name).mkdir()
        lab.bring_into_service(own, name, quietly)
    expected = {"third": "serving", "second": "previous", "first": "retired", STOCK: "retired"}
    assert states(own) == expected
    assert set(stamps()) == {"third", "second"}
    assert not knowledge.folder_of("first").exists()
    assert knowledge.folder_of("second").exists()
    with pytest.raises(LaunchFault, match="its files are gone"):
        lab.bring_into_service(own, "first", quietly)


def test_a_model_of_another_dimension_is_compared_with_its_own_vectors_only(
    own: Settings, shelf: Shelf
) -> None:
    shelf.put("small", dimension=8)
    lab.bring_into_service(own, "small", quietly)
    assert found()[0] == "Return an item"
    lab.bring_into_service(own, STOCK, quietly)
    assert found()[0] == "Return an item"


def test_a_setting_that_names_another_model_changes_nothing_by_itself(
    own: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert adopt(own) is None
    monkeypatch.setenv("HEED_EMBEDDING_MODEL", "someone/other")
    shelf.dimensions["someone--other"] = 8
    said = adopt(Settings.from_env())
    assert said is not None
    assert "heed kb models --use someone--other" in said
    assert found()[0] == "Return an item"


def test_a_desk_that_never_wrote_down_its_model_keeps_the_one_that_made_its_index(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEED_EMBEDDING_MODEL", "other")
    settings_in_use.cache_clear()  # as a process that begins anew
    said = adopt(Settings.from_env())
    assert said is not None
    assert f"goes on searching with {STOCK}" in said
    assert found()[0] == "Return an item"


def test_a_model_in_service_that_is_gone_is_said_in_one_sentence(
    own: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(own)
    knowledge.load.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(knowledge, "OnnxEmbedder", OnnxEmbedder)
        (knowledge.folder_of(STOCK) / "recipe.json").unlink()
        with pytest.raises(Unavailable, match="There is no language model"):
            found()


def test_the_new_model_has_learned_from_experience_when_it_begins(
    own: Settings, shelf: Shelf
) -> None:
    wanted = article("Change your address")
    with db.transaction() as session:
        for number in range(60):
            asked = answered.Asked(f"ticket:{number}", f"shoe pinches {number}", clock.now())
            answered.record(session, asked, article_id=wanted, strength=Strength.HELPFUL)
        learn_if_new(session)
    assert found("shoe pinches")[0] == "Change your address"
    for name in ("new", "newer"):
        shelf.put(name)
        lab.bring_into_service(own, name, quietly)
        assert found("shoe pinches")[0] == "Change your address"
    assert learned() == {"new", "newer"}


def test_two_at_once_are_one_too_many(own: Settings, shelf: Shelf) -> None:
    shelf.put("new")
    refusal = "in use"
    with (
        alone_in_database("bringing a model into service", refusal),
        pytest.raises(LaunchFault, match="Another model is being brought into service"),
    ):
        lab.bring_into_service(own, "new", quietly)
    lab.bring_into_service(own, "new", quietly)


def test_an_unknown_name_is_answered_with_those_that_are_known(own: Settings, shelf: Shelf) -> None:
    with pytest.raises(NotFound, match=f"known: {STOCK}"):
        lab.bring_into_service(own, "nothing", quietly)


def test_a_folder_that_holds_another_model_is_refused(own: Settings, shelf: Shelf) -> None:
    with db.transaction() as session:
        promotion.register(session, "new", "older/384/unit", trained_on=200)
    with pytest.raises(LaunchFault, match="holds new/384/unit, not older/384/unit"):
        lab.bring_into_service(own, "new", quietly)
    assert found()[0] == "Return an item"


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("folder", "There is no language model"),
        ("recipe.json", "recipe.json"),
        ("tokenizer.json", "tokenizer.json"),
        ("model.onnx", "model.onnx"),
    ],
)
def test_a_broken_model_is_refused_and_the_old_one_serves(
    own: Settings, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, *, broken: str, sentence: str
) -> None:
    shelf.put("new")
    folder = knowledge.folder_of("new")
    if broken != "folder":
        folder.mkdir()
        recipe = {"model": "new", "dimension": 384, "normalised": True}
        (folder / "recipe.json").write_text(json.dumps(recipe))
        whole = Path(model_location(STOCK)) / "tokenizer.json"
        (folder / "tokenizer.json").write_bytes(whole.read_bytes())
        (folder / "model.onnx").write_bytes(b"\x08\x08")
        (folder / broken).write_bytes((folder / broken).read_bytes()[:-1])
    adopt(own)
    knowledge.load.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(knowledge, "OnnxEmbedder", OnnxEmbedder)
        with pytest.raises(HelpdeskError, match=sentence):
            lab.bring_into_service(own, "new", quietly)
    knowledge.load.cache_clear()
    assert states(own) == {"new": "candidate", STOCK: "serving"}
    assert found()[0] == "Return an item"


def test_only_one_model_can_serve(own: Settings, shelf: Shelf) -> None:
    with db.transaction() as session:
        states_in_use = [ModelState.SERVING, ModelState.PREVIOUS]
        index = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_embedding_model_one_of_each'"
        definition = session.execute(text(index)).scalar_one()
    assert "UNIQUE" in definition
    assert all(state in definition for state in states_in_use)
