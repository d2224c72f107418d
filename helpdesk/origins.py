"""Addresses on the web, taken apart without trusting them."""

from urllib.parse import SplitResult, urlsplit


def parts_of(value: str) -> SplitResult | None:
    """The pieces of an address, None when it is none."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # looked at now, because a wrong one raises only when it is read
    except ValueError:
        return None
    return parts


def is_origin(value: str) -> bool:
    """Is this a web address without a path, such as https://shop.example?"""
    parts = parts_of(value)
    if parts is None or parts.scheme not in {"http", "https"}:
        return False
    return bool(parts.hostname) and value == f"{parts.scheme}://{parts.netloc}"
