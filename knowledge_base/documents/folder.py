"""Help articles as files: one folder in, documents and a sentence for every fault out."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge_base.audience import Audience
from knowledge_base.documents import file_formats
from knowledge_base.documents.file_formats import DocumentError
from knowledge_base.documents.images import Images, bring_in
from knowledge_base.documents.slugs import category_of, language_of, slug_of

MAX_BYTES = 1_000_000
_READ = {".md", ".markdown", ".html", ".htm"}
_NOT_ARTICLES = {"index", "_index", "readme", "license", "licence", "layout", "_layout"}
_NOT_FOLDERS = {"_layouts", "_includes", "_data", "layouts", "includes", "node_modules"}


@dataclass(frozen=True)
class Document:
    """One article in one language; without an `audience`, everybody may read it.

    >>> Document("returns", "Return an item", "Send it back within 30 days.")
    """

    slug: str
    title: str
    body_markdown: str
    language: str = "en"
    category: tuple[str, ...] = ()
    audience: Audience | None = None
    url: str | None = None
    source: str | None = None
    images: Images = field(default_factory=Images)


@dataclass(frozen=True)
class Fault:
    """A file that did not become a document, and why, in one sentence."""

    path: Path
    reason: str


@dataclass
class ImportResult:
    """Everything a folder held: what became a document, what could not, what was left out."""

    documents: list[Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    skipped: list[Fault] = field(default_factory=list)


def read_folder(path: Path, language: str | None = None) -> ImportResult:
    """Read every Markdown and HTML file below `path`; sub-folders become categories.

    A file that cannot be read never stops the others: it is listed in `faults`. Files that are
    no articles (indexes, layouts, pictures, other formats) are listed in `skipped`.

    >>> result = read_folder(Path("help"))
    >>> len(result.documents), [fault.reason for fault in result.faults]
    """
    result = ImportResult()
    taken: dict[str, Path] = {}
    if not path.is_dir():
        result.faults.append(Fault(path, "This folder does not exist."))
        return result
    for file in _files(path, result):
        try:
            document = read_document(file, path, language=language)
        except DocumentError as error:
            result.faults.append(Fault(file, str(error)))
            continue
        if document.slug in taken:
            first = taken[document.slug].relative_to(path)
            reason = f"Its address would be the same as that of {first}. Rename one of the two."
            result.faults.append(Fault(file, reason))
            continue
        taken[document.slug] = file
        result.documents.append(document)
    return result


def read_document(path: Path, root: Path, *, language: str | None = None) -> Document:
    """Read one file, or raise DocumentError with the sentence to show.

    The language is the file's own (`name._fr.md`, `lang` in front matter or HTML), else the
    `language` given, else English.
    """
    parsed = file_formats.parse(_text_of(path, root), html=path.suffix.lower() in {".html", ".htm"})
    relative = path.relative_to(root)
    stem, suffix_language = language_of(relative)
    spoken = suffix_language or parsed.language or language or "en"
    if not parsed.body.strip():
        raise DocumentError("It holds no text besides its title.")
    body, images = bring_in(parsed.body, path, root)
    return Document(
        slug=slug_of(relative.parent, stem, spoken),
        title=parsed.title or stem.replace("-", " ").replace("_", " ").strip(),
        body_markdown=body,
        language=spoken,
        category=category_of(relative.parent),
        audience=parsed.audience,
        url=parsed.url,
        source=relative.as_posix(),
        images=images,
    )


def _files(root: Path, result: ImportResult) -> Iterator[Path]:
    for folder, names, files in os.walk(root, onerror=lambda error: _unreadable(error, result)):
        names[:] = sorted(name for name in names if _is_wanted_folder(Path(folder, name), result))
        for name in sorted(files):
            file = Path(folder, name)
            reason = _why_skipped(file)
            if reason:
                result.skipped.append(Fault(file, reason))
            else:
                yield file


def _unreadable(error: OSError, result: ImportResult) -> None:
    folder = Path(error.filename or "")
    result.faults.append(Fault(folder, "This folder cannot be opened; check its permissions."))


def _is_wanted_folder(folder: Path, result: ImportResult) -> bool:
    if folder.name.startswith(".") or folder.name.lower() in _NOT_FOLDERS:
        result.skipped.append(Fault(folder, "It is a folder for tools, not for articles."))
        return False
    if folder.is_symlink():
        result.skipped.append(Fault(folder, "It is a link to another folder."))
        return False
    return True


def _why_skipped(file: Path) -> str | None:
    if file.name.startswith("."):
        return "Hidden files are not articles."
    if file.suffix.lower() not in _READ:
        return "Only Markdown and HTML files become articles."
    if file.name.split(".")[0].lower() in _NOT_ARTICLES:
        return "Index, layout and licence pages are not articles."
    return None


def _text_of(path: Path, root: Path) -> str:
    # A link may point anywhere on the machine, at passwords for one.
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        raise DocumentError("It is a link to a file outside this folder.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                f"It is {size / 1e6:.1f} MB; an article may have 1 MB. Split it into several."
            )
        return file_formats.decode(path.read_bytes())
    except OSError as error:
        raise DocumentError(f"It cannot be opened: {error.strerror or error}.") from error
