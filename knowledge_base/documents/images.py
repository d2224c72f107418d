"""Images that lie beside an imported file: judged by their bytes, and served under their own."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from knowledge_base.documents.site_markup import pieces

# Where whoever shows the articles serves the images that were brought in.
PLACE = "/help/-/images/"
NAME = r"[0-9a-f]{64}\.(?:png|jpeg|gif|webp)"
MAX_BYTES = 2_000_000
MAX_IMAGES = 200
_BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.S),
}
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif", ".tif", ".tiff")
_ADDRESS = re.compile(
    r"""(?P<before>\]\(\s*<?|^[ ]{0,3}\[[^\]\n]{1,999}\]:[ \t]*<?|\bsrc\s*=\s*["']?)"""
    r"""(?P<address>[^\s<>()"']+)""",
    re.M,
)
_SHOWN = re.compile(r"!\[|<img\b", re.I)


@dataclass(frozen=True)
class Image:
    """An image's bytes; its name says what it holds and of which kind it is."""

    name: str
    content: bytes


@dataclass
class Images:
    """What an article's file showed: brought in, refused with the reason, missing, elsewhere."""

    kept: dict[Path, Image] = field(default_factory=dict)
    refused: dict[Path, str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    remote: set[str] = field(default_factory=set)


def bring_in(markdown: str, file: Path, root: Path) -> tuple[str, Images]:
    """The text with its images' addresses as they are served here, and the images.

    Images in the imported folder are taken, by relative name or from its root; none is fetched.
    """
    found = Images()
    if not _SHOWN.search(markdown):
        return markdown, found

    def settled(match: re.Match[str]) -> str:
        address = match["address"]
        image = _taken(address, file, root, found)
        return match["before"] + (f"{PLACE}{image.name}" if image else address)

    parts = (
        piece if is_code else _ADDRESS.sub(settled, piece) for is_code, piece in pieces(markdown)
    )
    return "".join(parts), found


def names_in(markdown: str) -> set[str]:
    """The images brought in that a text shows or links to."""
    return set(re.findall(re.escape(PLACE) + f"({NAME})", markdown))


def kind_of(content: bytes) -> str | None:
    """png, jpeg, gif or webp by the first bytes; None for all else, SVG with its scripts too."""
    return next((kind for kind, begins in _BEGINNINGS.items() if begins.match(content)), None)


def _taken(address: str, file: Path, root: Path, found: Images) -> Image | None:
    parts = urlsplit(address)
    if address in found.missing or not parts.path.lower().endswith(_ENDINGS):
        return None
    if parts.scheme or parts.netloc:
        found.remote.add(address)
        return None
    path = _within(unquote(parts.path), file, root)
    if path is None or not path.is_file():
        found.missing.add(address)
    elif path not in found.kept and path not in found.refused:
        _read(path, found)
    return found.kept.get(path) if path else None


def _within(path: str, file: Path, root: Path) -> Path | None:
    """The place of an image in the imported folder, None for one outside, also by a link."""
    if "\0" in path:
        return None
    place = (root / path.lstrip("/") if path.startswith("/") else file.parent / path).resolve()
    return place if place.is_relative_to(root.resolve()) else None


def _read(path: Path, found: Images) -> None:
    reason = next(_why_not(path, found), None)
    if reason:
        found.refused[path] = reason
        return
    content = path.read_bytes()
    name = f"{hashlib.sha256(content).hexdigest()}.{kind_of(content)}"
    found.kept[path] = Image(name, content)


def _why_not(path: Path, found: Images) -> Iterator[str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            yield f"An image may have {MAX_BYTES // 1_000_000} MB. Make it smaller."
        if len(found.kept) >= MAX_IMAGES:
            yield f"An article may show {MAX_IMAGES} images. Split it into several."
        with path.open("rb") as opened:
            if kind_of(opened.read(16)) is None:
                yield "It is no PNG, JPEG, GIF or WebP image, whatever its name says."
    except OSError as error:
        yield f"It cannot be opened: {error.strerror or error}."
