"""The exported model gives the vectors of the original, or says what is wrong with its folder."""

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge_base import ModelError, OnnxEmbedder, export
from knowledge_base.embedding.export import model_location

REPOSITORY = Path(__file__).parents[3]
SENTENCES = [
    "How do I reset my password?",
    "My parcel says delivered but nothing is here.",
    "The bootloader cannot be flashed on Windows 11, error E-1042.",
    "¿Dónde está mi pedido?",
    "Ich möchte mein Konto löschen.",
    "refund",
    "Please cancel the subscription that renewed yesterday, I never asked for another year and "
    "I would like the money back on the card it was taken from.",
]
READ_WITH_PYTHON_310 = """
import json, sys
from pathlib import Path
import numpy, onnxruntime, tokenizers
folder = Path(sys.argv[1])
tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
row = tokenizer.encode(sys.argv[2])
session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
feed = {"input_ids": [row.ids], "attention_mask": [row.attention_mask]}
hidden = session.run(["last_hidden_state"], {k: numpy.array(v) for k, v in feed.items()})[0]
vector = hidden[0].mean(axis=0)
print(json.dumps((vector / numpy.linalg.norm(vector)).tolist()))
"""


def test_the_vectors_are_those_of_the_original_model(minilm: OnnxEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    original = SentenceTransformer(model_location("all-MiniLM-L6-v2"), device="cpu")
    expected = original.encode(SENTENCES, normalize_embeddings=True)
    cosines = (minilm.embed(SENTENCES) * expected).sum(axis=1)
    assert cosines.mean() > 0.98
    assert cosines.min() > 0.96


def test_vectors_have_length_one_and_come_in_the_order_asked(model_folder: Path) -> None:
    together = OnnxEmbedder(model_folder).embed(SENTENCES)
    assert together.shape == (len(SENTENCES), 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = OnnxEmbedder(model_folder)
    for sentence, vector in zip(SENTENCES, together, strict=True):
        assert np.array_equal(alone.embed([sentence])[0], vector)


def test_a_text_has_a_vector_of_length_one_for_each_of_its_tokens(minilm: OnnxEmbedder) -> None:
    refund, parcel, nothing = minilm.tokens(["refund", "my parcel", ""])
    assert (len(refund.ids), len(parcel.ids), len(nothing.ids)) == (2, 2, 1)
    assert parcel.vectors.shape == (2, minilm.recipe.dimension)
    assert np.allclose(np.linalg.norm(parcel.vectors.astype(float), axis=1), 1, atol=1e-3)


def test_a_token_means_something_else_beside_other_words(minilm: OnnxEmbedder) -> None:
    river, money, account = minilm.tokens(
        ["the bank of the river", "the bank lends money", "the bank keeps my account"]
    )
    assert river.ids[1] == money.ids[1]
    near = money.vectors[1].astype(float) @ account.vectors[1]
    assert near > river.vectors[1].astype(float) @ account.vectors[1]


def test_a_text_that_was_embedded_lately_is_read_once(model_folder: Path) -> None:
    embedder, read = counting(model_folder)
    embedder.embed(SENTENCES[:2])
    first, again = (embedder.tokens(SENTENCES[:1])[0] for _ in range(2))
    embedder.embed(SENTENCES[:3])
    assert first is again
    assert sorted(read) == sorted(SENTENCES[:3])


def test_an_import_does_not_push_out_what_is_asked(model_folder: Path) -> None:
    embedder, read = counting(model_folder)
    asked = embedder.embed(SENTENCES[:1])
    imported = embedder.embed([SENTENCES[0], *(f"part {number}" for number in range(300))])
    assert np.array_equal(imported[0], asked[0])
    read.clear()
    embedder.embed(["part 7", SENTENCES[0]])
    assert read == ["part 7"]


def counting(folder: Path) -> tuple[OnnxEmbedder, list[str]]:
    """A fresh embedder, and what its model read."""
    embedder, read = OnnxEmbedder(folder), list[str]()
    run = embedder._run

    def counted(text: str) -> Any:
        read.append(text)
        return run(text)

    embedder._run = counted  # type: ignore[method-assign]
    return embedder, read


def test_meaning_counts_more_than_words(minilm: OnnxEmbedder) -> None:
    question, same, other = minilm.embed(
        ["Where is my parcel?", "Track an order that has been shipped", "Where is my old profile?"]
    )
    assert question @ same > question @ other


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 1_000_000, "👩🏽\u200d🔧 🎉", "أين طلبي؟", "\ud83d half", "a\0b"]
)
def test_any_text_gets_a_vector(minilm: OnnxEmbedder, text: str) -> None:
    assert np.isfinite(minilm.embed([text])).all()


def test_no_texts_give_no_vectors(minilm: OnnxEmbedder) -> None:
    assert minilm.embed([]).shape == (0, 384)


def test_the_recipe_says_what_the_vectors_are(minilm: OnnxEmbedder) -> None:
    assert minilm.recipe.stamp == "all-MiniLM-L6-v2/384/unit"


def test_a_missing_folder_says_to_run_the_export(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Run the export"):
        OnnxEmbedder(tmp_path / "none").embed(["x"])


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "recipe.json"])
@pytest.mark.parametrize("content", [b"", b"not a model", b"{}"])
def test_a_damaged_file_is_named(
    model_folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name}.*Delete the folder"):
        OnnxEmbedder(folder).check()


def test_a_recipe_of_another_dimension_is_refused(model_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    recipe = json.loads((folder / "recipe.json").read_text())
    (folder / "recipe.json").write_text(json.dumps({**recipe, "dimension": 768}))
    with pytest.raises(ModelError, match="384 numbers"):
        OnnxEmbedder(folder).embed(["x"])


def test_a_failed_export_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "recipe.json").write_text("old")
    with pytest.raises(ModelError, match="could not be loaded"):
        export(str(tmp_path / "no-such-model"), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert (folder / "recipe.json").read_text() == "old"


def test_the_folder_holds_three_files_and_is_small(model_folder: Path) -> None:
    names = sorted(path.name for path in model_folder.iterdir())
    assert names == ["model.onnx", "recipe.json", "tokenizer.json"]
    assert (model_folder / "model.onnx").stat().st_size < 30_000_000


def test_an_exported_model_is_for_its_own_user_alone(tiny_model: str, tmp_path: Path) -> None:
    os.umask(0o077)
    export(tiny_model, tmp_path / "models" / "tiny")
    written = [tmp_path / "models", *(tmp_path / "models").rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600, 0o700}


def test_the_bots_older_python_reads_the_same_folder(
    model_folder: Path, minilm: OnnxEmbedder
) -> None:
    python = REPOSITORY / ".venv-rasa" / "bin" / "python"
    if not python.exists():
        pytest.skip("the bot's environment is not set up")
    text = "How do I reset my password?"
    command = [str(python), "-c", READ_WITH_PYTHON_310, str(model_folder), text]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert np.array(json.loads(printed)) @ minilm.embed([text])[0] > 0.97
