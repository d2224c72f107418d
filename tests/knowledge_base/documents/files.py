"""Files that tests write to import them, and what is said of the faulty ones."""

from pathlib import Path

import pytest

from knowledge_base import DocumentError, read_document


def write(root: Path, name: str, text: str | bytes) -> Path:
    """A file below the folder that is imported."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def fault_of(root: Path, text: str | bytes, name: str = "a.md") -> str:
    """What is told of a file that cannot be read."""
    path = write(root, name, text)
    with pytest.raises(DocumentError) as caught:
        read_document(path, root)
    return str(caught.value)
