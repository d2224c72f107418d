"""Labelled questions in files: articles, questions, and which article answered which question."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from knowledge_base.documents.folder import Document, read_folder

Judgements = dict[str, dict[str, int]]
"""How relevant each article (by slug) is to each question (by id): 1 linked, 2 accepted."""
Row = TypeVar("Row")
_COLUMNS = ("query_id", "article_slug", "relevance")


class DatasetError(Exception):
    """A file that cannot be evaluated with; the message says which line and why."""


@dataclass(frozen=True)
class Question:
    """What somebody asked: an id, title and text in one, and day and language if the file says."""

    id: str
    text: str
    asked: date | None = None
    language: str = ""


def read_articles(path: Path) -> list[Document]:
    """Articles of a JSON-lines file with slug, title, text and, if there is one, a summary.

    >>> read_articles(Path("articles.jsonl"))[0].slug
    'returns'
    """
    found: dict[str, Document] = {}
    for place, row in _rows(path):
        slug, title = _word(row, "slug", place), _word(row, "title", place)
        if slug in found:
            raise DatasetError(f"{place} repeats the article {slug}. Give each its own slug.")
        summary, body = str(row.get("summary") or ""), str(row.get("text") or "")
        apart = summary and not body.startswith(summary[:40])
        found[slug] = Document(slug, title, f"{summary}\n\n{body}" if apart else body)
    return _some(list(found.values()), path, "article")


def read_documents(path: Path) -> list[Document]:
    """Articles of a folder or of a JSON-lines file; raises DatasetError when there are none."""
    if not path.is_dir():
        return read_articles(path)
    read = read_folder(path)
    if read.faults:
        raise DatasetError(f"{read.faults[0].path} cannot be read. {read.faults[0].reason}")
    if not read.documents:
        raise DatasetError(f"{path} holds no article.")
    return read.documents


def read_questions(path: Path) -> list[Question]:
    """Questions of a JSON-lines file with id, title, text and, if known, `created` and `locale`."""
    found: dict[str, Question] = {}
    for place, row in _rows(path):
        number = _word(row, "id", place)
        parts = [str(row.get(name) or "").strip() for name in ("title", "text")]
        text = "\n".join(part for part in parts if part)
        if not text:
            raise DatasetError(f"{place} asks nothing: it has neither a title nor a text.")
        if number in found:
            raise DatasetError(f"{place} repeats the question {number}. Give each its own id.")
        language = str(row.get("locale") or "").partition("-")[0].lower()
        found[number] = Question(number, text, _day(row.get("created"), place), language)
    return _some(list(found.values()), path, "question")


def read_judgements(path: Path, articles: list[Document]) -> Judgements:
    """Judgements of a tab-separated file with query_id, article_slug, relevance and generic.

    Rows with `generic` 1 are left out: those articles are pasted everywhere and answer nothing.
    """
    known = {article.slug for article in articles}
    found: Judgements = {}
    for place, row in _judged(path):
        slug, relevance = row["article_slug"], row["relevance"]
        if slug not in known:
            raise DatasetError(
                f"{place} names the article {slug}, which is not among the articles."
            )
        if not relevance.isdecimal():
            raise DatasetError(f"{place} has the relevance {relevance!r}, not a whole number.")
        if int(relevance) and row.get("generic", "0") != "1":
            found.setdefault(row["query_id"], {})[slug] = int(relevance)
    if not found:
        raise DatasetError(f"{path} holds no judgement that counts.")
    return found


def judged(questions: list[Question], judgements: Judgements) -> list[Question]:
    """The questions that have a judgement: the others cannot be scored or learned from."""
    found = [question for question in questions if question.id in judgements]
    if not found:
        raise DatasetError("None of the questions has a judgement. Do the two files fit together?")
    return found


def _judged(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    lines = [line for line in text_of(path).splitlines() if line.strip()]
    head = lines[0].split("\t") if lines else []
    if not set(_COLUMNS) <= set(head):
        raise DatasetError(f"{path} does not begin with the columns {', '.join(_COLUMNS)}.")
    rows = csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise DatasetError(f"{path}, line {number} has {len(row)} columns, not {len(head)}.")
        yield f"{path}, line {number}", dict(zip(head, row, strict=True))


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text_of(path).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DatasetError(f"{place} is not JSON.") from error
        if not isinstance(row, dict):
            raise DatasetError(f"{place} is JSON, but not an object in braces.")
        yield place, row


def text_of(path: Path) -> str:
    """The text of a UTF-8 file, or DatasetError with the reason."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DatasetError(f"There is no file {path}.") from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} is not UTF-8 text.") from error
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror}.") from error


def _word(row: dict[str, Any], name: str, place: str) -> str:
    value = row.get(name)
    if not isinstance(value, str | int) or not str(value).strip():
        raise DatasetError(f"{place} has no {name}.")
    return str(value)


def _day(value: object, place: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise DatasetError(f"{place} has the date {value!r}, not one like 2026-01-31.") from error


def _some(rows: list[Row], path: Path, noun: str) -> list[Row]:
    if not rows:
        raise DatasetError(f"{path} holds no {noun}.")
    return rows
