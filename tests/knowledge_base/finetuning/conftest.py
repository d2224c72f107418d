"""Sentence models to teach: a real one, and a tiny one for what does not depend on its size."""

import pytest

from tests.knowledge_base.finetuning.lesson import ARTICLES, ASKED


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a BERT with two layers, random weights and only the words of the lesson."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer, set_seed

    folder = tmp_path_factory.mktemp("tiny")
    set_seed(2026)
    vocabulary = _vocabulary()
    BertTokenizer(vocabulary).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder)
    transformer = Transformer(str(folder), max_seq_length=32)
    model = SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu")
    model.save(str(folder / "model"))
    return str(folder / "model")


def _vocabulary() -> dict[str, int]:
    sentences = [*ARTICLES.values(), *(question for question, _ in ASKED)]
    words = {word.strip(",") for sentence in sentences for word in sentence.lower().split()}
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return {word: number for number, word in enumerate([*special, *sorted(words)])}
