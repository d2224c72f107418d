"""`heed feedback themes`: the themes of a file of texts, and where they are kept between runs."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from helpdesk.articles.knowledge import Embedder
from helpdesk.feedback.themes.finding import (
    Known,
    Theme,
    Vectors,
    discover,
    nearest_to_middle,
)
from helpdesk.tickets.triage.evaluation import FileRefused

EXAMPLES = 3
# Up to so many characters a text is read, and an example shown.
LONGEST, LONGEST_EXAMPLE = 500, 200
_CHUNK = 500  # texts that a thread embeds at a time


@dataclass(frozen=True)
class Texts:
    """Texts and their ids, in the order of the file."""

    ids: list[str]
    words: list[str]


def read_texts(file: Path) -> Texts:
    """The lines of the file; FileRefused names the first that cannot be used."""
    found = Texts([], [])
    for number, line in enumerate(_content(file).split("\n"), 1):
        if line.strip():
            _add(found, line, f"{file}:{number}")
    if not found.ids:
        raise FileRefused(f"{file} holds no texts.")
    return found


def read_state(file: Path | None, stamp: str) -> Known:
    """What an earlier run kept; nothing is known where it kept nothing yet."""
    if file is None or not file.exists():
        return Known()
    try:
        kept = json.loads(_content(file))
        if kept["model"] != stamp:
            raise FileRefused(
                f"{file} was written with the model {kept['model']}, and this one is {stamp}. "
                "Name another file to begin anew."
            )
        themes = [
            Theme(
                int(one["number"]),
                str(one["name"]),
                np.array(one["middle"], dtype=np.float32),
                float(one["reach"]),
                float(one["cohesion"]),
            )
            for one in kept["themes"]
        ]
        return Known(themes, {str(one): int(number) for one, number in kept["placed"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(f"{file} holds no themes of an earlier run.") from error


def write_state(file: Path, known: Known, stamp: str) -> None:
    """Keep the themes for the next run, all or nothing."""
    themes = [{**vars(one), "middle": one.middle.tolist()} for one in known.themes]
    kept = {"model": stamp, "themes": themes, "placed": dict(known.placed)}
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(json.dumps(kept), encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise FileRefused(f"{file} cannot be written: {error.strerror}.") from error


def themes_of(file: Path, embedder: Embedder, *, state: Path | None, threads: int) -> Any:
    """The themes of the file's texts, and of each text its theme; kept in `state` if it is named.

    Raises FileRefused for a file that cannot be used.
    """
    stamp = embedder.recipe.stamp
    texts, known = read_texts(file), read_state(state, stamp)
    vectors = _embedded(texts.words, embedder, threads)
    found = discover(texts.ids, texts.words, vectors, known)
    if state:
        kept = Known(found.themes, {**known.placed, **found.placed})
        write_state(state, kept, stamp)
    return _report(texts, vectors, found)


def table(report: Any) -> str:
    """The themes for a reader at a terminal, the largest first, then each text's."""
    lines = []
    for theme in report["themes"]:
        lines.append(f"{theme['number']:>4} {theme['size']:>6}  {theme['name']}")
        lines += [f"{'':13}“{example}”" for example in theme["examples"]]
    lines += [f"{one['id']}\t{one['theme'] or '-'}" for one in report["texts"]]
    return "\n".join(lines)


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise FileRefused(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"{file} is not UTF-8. Save it as UTF-8 and try again.") from error


def _add(found: Texts, line: str, place: str) -> None:
    try:
        row = json.loads(line)
        one, text, title = str(row["id"]), str(row["text"]), str(row.get("title", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileRefused(
            f"{place} is no text. It takes JSON with id and text, and may have a title."
        ) from error
    found.ids.append(one)
    found.words.append(f"{title}\n{text}".strip()[:LONGEST])


def _embedded(words: Sequence[str], embedder: Embedder, threads: int) -> Vectors:
    chunks = [words[start : start + _CHUNK] for start in range(0, len(words), _CHUNK)]
    with ThreadPoolExecutor(threads) as pool:
        return np.vstack(list(pool.map(embedder.embed, chunks)))


def _report(texts: Texts, vectors: Vectors, found: Known) -> dict[str, Any]:
    numbers = np.array([found.placed[one] for one in texts.ids])
    themes = []
    for theme in found.themes:
        rows = np.flatnonzero(numbers == theme.number)
        best = [rows[row] for row in nearest_to_middle(theme, vectors[rows], EXAMPLES)]
        examples = [" ".join(texts.words[row].split())[:LONGEST_EXAMPLE] for row in best]
        shown = {"number": theme.number, "name": theme.name, "size": len(rows)}
        themes.append({**shown, "examples": examples})
    themes.sort(key=lambda theme: (-int(str(theme["size"])), theme["number"]))
    placed = [{"id": one, "theme": found.placed[one] or None} for one in texts.ids]
    return {"themes": themes, "texts": placed}
