"""What customers said of four matters, over and over."""

WORDS = {
    "parcel": "the parcel came late again",
    "refund": "my refund is missing still",
    "login": "I cannot sign in with my password",
    "pot": "the pot has a crack in it",
}
FEW = 16


def said(*kinds: str, each: int = FEW) -> list[str]:
    return [f"{WORDS[kind]} {n}" for n in range(each) for kind in kinds]
