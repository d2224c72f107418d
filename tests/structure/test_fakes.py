"""Every fake keeps the protocol of what it stands for; mypy holds the types of this file."""

import inspect

import pytest

from helpdesk.conversations.bot_gateway import Bot, RasaBot
from helpdesk.platform.mail import FolderMailer, Mailer, SmtpMailer
from knowledge_base.embedding.embedder import Embedder, OnnxEmbedder
from tests.fakes import BrokenBot, FakeBot, FakeEmbedder, FakeMailer

BOTS: list[Bot] = [FakeBot(), BrokenBot()]
EMBEDDERS: list[Embedder] = [FakeEmbedder()]
MAILERS: list[Mailer] = [FakeMailer()]


def methods(kind: type) -> dict[str, list[str]]:
    """The public methods and their parameters."""
    return {
        name: list(inspect.signature(method).parameters)
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


@pytest.mark.parametrize(
    ("protocol", "kinds"),
    [
        (Bot, [RasaBot, FakeBot, BrokenBot]),
        (Embedder, [OnnxEmbedder, FakeEmbedder]),
        (Mailer, [SmtpMailer, FolderMailer, FakeMailer]),
    ],
)
def test_a_fake_takes_what_the_real_one_takes(protocol: type, kinds: list[type]) -> None:
    wanted = methods(protocol)
    assert wanted
    for kind in kinds:
        found = methods(kind)
        assert {name: found.get(name) for name in wanted} == wanted


def test_the_fake_model_says_how_its_vectors_were_made() -> None:
    embedder = FakeEmbedder()
    vectors = embedder.embed(["Return an item", "return an ITEM", "zxqv", ""])
    assert vectors.shape == (4, embedder.recipe.dimension)
    assert vectors.dtype == "float32"
    assert vectors[0] @ vectors[1] == pytest.approx(1)
    assert vectors[0] @ vectors[2] < 0.5
