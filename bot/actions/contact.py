"""What reaches a customer: an e-mail address or a phone number (pure)."""

import re

EMAIL = re.compile(r"[^\s@<>()\[\],;:\"'`]+@[^\s@<>()\[\],;:\"'`]+\.[a-z]{2,}", re.IGNORECASE)
# Seven digits or more, grouped as people group them.
PHONE = re.compile(r"(?<!\w)\+?\(?\d(?:[\s().\-/]{0,3}\d){6,14}(?!\w)")


def reaches(words: str) -> bool:
    """Whether the words hold an address or a number."""
    return bool(EMAIL.search(words) or PHONE.search(words))
