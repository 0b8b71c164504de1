"""What stands in for a model: each is given the embeddings or scores of a case, and says them when it is asked.

The losses are modules around a model. Most of them can be given embeddings without one; the others ask the model.
"""

import torch
from sentence_transformers.cross_encoder import CrossEncoder
from torch import nn
from transformers import PreTrainedTokenizerBase


class Embeddings(nn.Module):
    """A model whose features are the embeddings, under the names of operands: it says the one of its name."""

    max_seq_length = 1

    def __init__(self, name="embedding"):
        super().__init__()
        self.name = name
        self.tokenizer = Tokenizer()

    def forward(self, features):
        return {"sentence_embedding": features[self.name]}


class Tokenizer(PreTrainedTokenizerBase):
    """The tokenizer of a model without words, which GISTEmbedLoss compares with that of the guide."""

    def __init__(self):
        pass

    def get_vocab(self):
        return {}


class Tokens(nn.Module):
    """A model of multi-vector embeddings: each text is one token, whose vector is the embedding."""

    def forward(self, features, task):
        embedding = features["embedding"][:, None]
        return {"token_embeddings": embedding, "attention_mask": torch.ones(embedding.shape[:2])}


class Pieces(nn.ModuleList):
    """A model of embeddings for the cached losses, which look at its first module."""

    def __init__(self):
        super().__init__([nn.Identity()])


class Scores(CrossEncoder):
    """A cross-encoder whose documents are rows of the scores: it says these, whatever the query is."""

    device = torch.device("cpu")
    num_labels = 1

    def __init__(self, scores):
        nn.Module.__init__(self)
        self.scores = scores

    def preprocess(self, pairs, prompt=None, task=None):
        return {"document": torch.tensor([document for _, document in pairs], dtype=torch.int64)}

    def forward(self, features):
        return {"scores": self.scores[features["document"]]}
