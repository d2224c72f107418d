"""A learned ranker as bytes and back, without anything that could run code when it is read."""

import io
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge_base.ranking.calibration import Certainty
from knowledge_base.ranking.features import Answers, Known
from knowledge_base.ranking.kernel_regression import Evidence, Mix, Rows
from knowledge_base.ranking.ranker import Ranker
from knowledge_base.ranking.tfidf import Tfidf

FORMAT = 1


class UnreadableRanking(Exception):
    """Bytes that are no ranker of this version."""


def packed(ranker: Ranker) -> bytes:
    """The ranker as a compressed NumPy archive; numbers are kept in 32 bits."""
    known, evidence = ranker.known, ranker.evidence
    arrays: dict[str, Any] = {
        "about": _text(
            {
                "format": FORMAT,
                "slugs": ranker.slugs,
                "terms": ranker.tfidf.terms,
                "mix": [evidence.mix.words, evidence.mix.recency],
                "threshold": ranker.certainty.threshold,
            }
        ),
        "rarity": ranker.tfidf.rarity,
        "owners": known.owners,
        "questions": known.answers.questions,
        "articles": known.answers.articles,
        "shares": evidence.coefficients,
        "weights": ranker.weights,
        "certainty": ranker.certainty.weights,
        **_packed_rows("passage", known.passages),
        **_packed_rows("question", known.questions),
        **_packed_rows("evidence", evidence.rows),
    }
    stream = io.BytesIO()
    small: dict[str, Any] = {name: _small(array) for name, array in arrays.items()}
    np.savez_compressed(stream, **small)
    return stream.getvalue()


def unpacked(content: bytes) -> Ranker:
    """The ranker that `packed` made; UnreadableRanking when it is none of this version."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            return _ranker({name: archive[name] for name in archive.files})
    # A damaged archive fails in whatever part of zip, NumPy or JSON meets the damage first.
    except Exception as error:
        raise UnreadableRanking(
            "This ranking cannot be read; the next learning replaces it."
        ) from error


def _ranker(arrays: dict[str, NDArray[Any]]) -> Ranker:
    about = json.loads(arrays["about"].tobytes())
    if about["format"] != FORMAT:
        raise ValueError(about["format"])
    known = Known(
        articles=len(about["slugs"]),
        owners=arrays["owners"],
        passages=_rows("passage", arrays),
        questions=_rows("question", arrays),
        answers=Answers(arrays["questions"], arrays["articles"]),
    )
    nothing_held_out = np.zeros((0, known.articles))
    return Ranker(
        slugs=about["slugs"],
        known=known,
        evidence=Evidence(
            _rows("evidence", arrays), Mix(*about["mix"]), arrays["shares"], nothing_held_out
        ),
        tfidf=Tfidf(about["terms"], arrays["rarity"].astype(np.float64)),
        weights=arrays["weights"],
        certainty=Certainty(arrays["certainty"], about["threshold"]),
    )


def _packed_rows(name: str, rows: Rows) -> dict[str, NDArray[Any]]:
    words = rows.words.tocsr()
    return {
        f"{name}_vectors": rows.vectors,
        f"{name}_days": rows.days,
        f"{name}_word": words.data,
        f"{name}_column": words.indices,
        f"{name}_start": words.indptr,
        f"{name}_size": np.array(words.shape),
    }


def _rows(name: str, arrays: dict[str, NDArray[Any]]) -> Rows:
    parts = tuple(arrays[f"{name}_{part}"] for part in ("word", "column", "start"))
    words = csr_matrix(parts, shape=tuple(arrays[f"{name}_size"]))
    return Rows(arrays[f"{name}_vectors"], words, arrays[f"{name}_days"])


def _text(value: object) -> NDArray[Any]:
    return np.frombuffer(json.dumps(value).encode(), dtype=np.uint8)


def _small(array: NDArray[Any]) -> NDArray[Any]:
    # Days are ordinals beyond what 32-bit floats hold exactly.
    is_large = array.dtype == np.float64 and array.ndim > 1
    return array.astype(np.float32) if is_large else array
