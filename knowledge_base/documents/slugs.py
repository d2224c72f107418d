"""What the place of a file says: its language, its categories, its address."""

import hashlib
import re
import unicodedata
from pathlib import Path

_LANGUAGE_SUFFIX = re.compile(r"^(?P<stem>.+)\._(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")
_NOT_WORD = re.compile(r"[^\w]+")
_MAX_SLUG = 120


def language_of(path: Path) -> tuple[str, str | None]:
    """`reset._fr.md` is `("reset", "fr")`; a name without a language is `(stem, None)`."""
    found = _LANGUAGE_SUFFIX.match(path.stem)
    return (found["stem"], found["language"].lower()) if found else (path.stem, None)


def language_code(value: object) -> str | None:
    """A language as people write it (`fr`, `EN-us`, `pt_BR`) as the short code, or None."""
    code = str(value).strip().lower().replace("_", "-") if isinstance(value, str) else ""
    return code.split("-")[0] if _LANGUAGE.match(code) else None


def category_of(folder: Path) -> tuple[str, ...]:
    """Folder names as people read them; `_help` and the like belong to site generators."""
    return tuple(_readable(part) for part in folder.parts if not part.startswith("_"))


def slug_of(folder: Path, stem: str, language: str) -> str:
    """An address made of the path, with the language at its end unless that is English."""
    parts = [part for part in (*folder.parts, stem) if not part.startswith("_")]
    words = "-".join(filter(None, (slugify(part) for part in parts)))
    if not words or len(words) > _MAX_SLUG:
        # Cut names must stay apart, so what was cut is kept as a short fingerprint.
        print_of = hashlib.sha256("/".join((*folder.parts, stem)).encode()).hexdigest()[:8]
        words = f"{words[:_MAX_SLUG]}-{print_of}".strip("-")
    return words if language == "en" else f"{words}-{language}"


def slugify(text: str) -> str:
    """Lower-case words joined by hyphens, in any script; accents stay."""
    return _NOT_WORD.sub("-", unicodedata.normalize("NFKC", text).casefold()).strip("-_")


def _readable(name: str) -> str:
    if name != name.lower() or " " in name:
        return name
    return name.replace("-", " ").replace("_", " ").strip().capitalize()
