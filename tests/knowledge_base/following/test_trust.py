"""What is found for a follow-up is believed as far as it was right before."""

import pytest

from knowledge_base.following.trust import shipped_trust, signs_of, trust


def believed(*, together: bool, needs: float, agreed: bool = False) -> float:
    return trust(signs_of(together=together, sure=0.8, needs=needs, agreed=agreed))


def test_a_turn_that_leans_on_others_is_believed_together_with_them() -> None:
    assert believed(together=True, needs=0.99) > believed(together=False, needs=0.99)
    assert believed(together=True, needs=0.2) < believed(together=False, needs=0.2)


def test_two_readings_that_lead_to_one_article_are_believed_more() -> None:
    for together in (False, True):
        assert believed(together=together, needs=0.5, agreed=True) > believed(
            together=together, needs=0.5
        )


@pytest.mark.parametrize("extreme", [0.0, 1.0])
def test_no_certainty_is_beyond_doubt(extreme: float) -> None:
    for together in (False, True):
        signs = signs_of(together=together, sure=extreme, needs=extreme, agreed=True)
        assert 0.0 < trust(signs) < 1.0


def test_other_weights_may_be_given() -> None:
    signs = signs_of(together=True, sure=0.5, needs=0.5, agreed=True)
    assert trust(signs, dict.fromkeys(signs, 0.0)) == 0.5
    assert set(signs) <= set(shipped_trust())
