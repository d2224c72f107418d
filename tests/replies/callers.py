"""Who may call what of this feature; a change here is a change of rights."""

CALLERS: dict[str, frozenset[str]] = {}
