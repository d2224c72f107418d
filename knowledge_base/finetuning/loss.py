"""What a batch of vectors is blamed for: right pairs far apart, wrong pairs near."""

from typing import Any

from knowledge_base.finetuning.pairs import Batch

# Far below any score; minus infinity itself has no gradient where nothing at all is kept apart.
_NOTHING = -1e4


def supervised_contrastive_loss(vectors: Any, batch: Batch, scale: float) -> Any:
    """The mean loss of the batch's questions; `vectors` are its questions, then its passages.

    Each pair that belongs together competes with all that a question is kept apart from
    (supervised contrastive loss, Khosla et al. 2020). Pairs that are neither do not count, so an
    article never competes with itself.
    """
    import torch

    pulled, pushed = torch.from_numpy(batch.pulled), torch.from_numpy(batch.pushed)
    scores = scale * vectors[: len(batch.questions)] @ vectors.T
    apart = scores.masked_fill(~pushed, _NOTHING).logsumexp(dim=1, keepdim=True)
    losses = torch.logaddexp(scores, apart) - scores
    each = (losses * pulled).sum(dim=1) / pulled.sum(dim=1).clamp(min=1)
    return each.mean()
