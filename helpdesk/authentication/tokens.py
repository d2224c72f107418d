"""Random secrets that are handed out once; of each only a digest is kept."""

import hashlib
import secrets


def new_token() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Tokens are random and long, so a plain digest is enough to keep."""
    return hashlib.sha256(token.encode()).hexdigest()
