"""Whole sentences scored again, by a small recurrent network that knows English.

The search goes by an n-gram language model, which sees three words back. The best of what
it finds are scored again here, from the first word to the last. The network reads pieces
of words (Kudo, "Subword regularization", 2018), so that there is no text it cannot score.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from dictation_app.errors import ModelError
from dictation_app.speech.quantisation import Precision, quantised

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

UNKNOWN, BEGIN, END = 0, 1, 2
"""Pieces that stand for no letters."""
_PIECES = "pieces"
"""Name under which a rescorer's file keeps the list of its pieces."""


@dataclass(frozen=True)
class RescorerConfig:
    """The geometry of a sentence network.

    Attributes:
        n_pieces: pieces that it knows, those that stand for no letters among them.
        embedding: numbers by which it knows a piece.
        hidden: width of its memory.
    """

    n_pieces: int = 4_000
    embedding: int = 256
    hidden: int = 512


class SentenceNetwork(nn.Module):
    """An LSTM that expects the next piece of a sentence.

    What it knows of pieces serves at both its ends (Press and Wolf, 2017).
    """

    def __init__(self, config: RescorerConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.n_pieces, config.embedding)
        self.lstm = nn.LSTM(config.embedding, config.hidden, batch_first=True)
        self.projection = nn.Linear(config.hidden, config.embedding)
        self.bias = nn.Parameter(torch.zeros(config.n_pieces))
        nn.init.normal_(self.embedding.weight, std=0.05)

    def forward(self, pieces: Tensor) -> Tensor:
        """Scores of every piece's successors.

        Args:
            pieces: (batch, length), each row from BEGIN on.

        Returns:
            (batch, length, n_pieces), before the softmax.
        """
        memory, _ = self.lstm(self.embedding(pieces))
        scores: Tensor = self.projection(memory) @ self.embedding.weight.T + self.bias
        return scores

    def parts(self) -> nn.ModuleDict:
        """What is computed for every piece, layer by layer."""
        output = nn.Linear(self.config.embedding, self.config.n_pieces)
        output.weight, output.bias = self.embedding.weight, self.bias
        return nn.ModuleDict(
            {
                "lstm": self.lstm,
                "expect": nn.Sequential(self.projection, output),
            }
        )


class Rescorer:
    """Says how likely sentences are; may be used from any thread."""

    def __init__(
        self,
        network: SentenceNetwork,
        pieces: bytes,
        *,
        precision: Precision = "float32",
    ) -> None:
        self.network = network.eval()
        self.pieces = pieces
        parts = network.parts()
        self._parts = quantised(parts) if precision == "int8" else parts
        self._processor = open_pieces(pieces)

    @property
    def n_pieces(self) -> int:
        """Pieces that texts are cut into."""
        return int(self._processor.get_piece_size())

    @torch.inference_mode()
    def score(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Natural logarithms of the texts' probabilities, their ends included.

        What several texts begin with is read once.

        Args:
            texts: in the letters of the model's alphabet, one space between words.
        """
        lstm, expect = self._parts["lstm"], self._parts["expect"]
        encoded = self._processor.encode(list(texts))
        sentences = [[BEGIN, *pieces, END] for pieces in encoded]
        scores = np.zeros(len(sentences))
        nodes = np.zeros(len(sentences), np.int64)  # where each text stands in the tree
        hidden = cell = torch.zeros(1, 1, self.network.config.hidden)
        for alive, read, following in _steps(sentences):
            ways, to_way = np.unique(
                np.stack((nodes[alive], read)), axis=1, return_inverse=True
            )
            parents, pieces = torch.from_numpy(ways)
            read_on, (hidden, cell) = lstm(
                self.network.embedding(pieces)[:, None],
                (hidden[:, parents], cell[:, parents]),
            )
            expected = expect(read_on[:, 0]).log_softmax(dim=1).numpy()
            nodes[alive] = to_way.reshape(-1)
            scores[alive] += expected[nodes[alive], following]
        return scores


def open_rescorer(path: Path, *, precision: Precision = "float32") -> Rescorer:
    """Read a rescorer's file.

    Args:
        path: the file.
        precision: int8 takes less than half of the time.

    Raises:
        ModelError: it is damaged.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        tensors = load(path.read_bytes())
        pieces = tensors.pop(_PIECES).numpy().tobytes()
        n_pieces, embedding = tensors["embedding.weight"].shape
        hidden = tensors["projection.weight"].shape[1]
        network = SentenceNetwork(RescorerConfig(n_pieces, embedding, hidden))
        network.load_state_dict(tensors)
        rescorer = Rescorer(network, pieces, precision=precision)
        if rescorer.n_pieces != n_pieces:
            raise ValueError("the pieces belong to another network")
    except (OSError, SafetensorError, LookupError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"{path.name} of this model is damaged: import the model again."
        ) from error
    return rescorer


def pack(rescorer: Rescorer) -> bytes:
    """A rescorer's file: float16 weights, and the pieces as they are."""
    from safetensors.torch import save

    weights = rescorer.network.state_dict()
    tensors = {k: v.detach().half().contiguous() for k, v in weights.items()}
    tensors[_PIECES] = torch.frombuffer(bytearray(rescorer.pieces), dtype=torch.uint8)
    return save(tensors)


def open_pieces(pieces: bytes) -> "SentencePieceProcessor":
    """Cuts words into pieces."""
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_proto=pieces)


def _steps(
    sentences: Sequence[Sequence[int]],
) -> Iterator[tuple[npt.NDArray[np.int64], ...]]:
    """Walk along all sentences: which still go on, what they read, what follows."""
    lengths = np.array([len(sentence) for sentence in sentences], np.int64)
    table = np.zeros((len(sentences), lengths.max(initial=0)), np.int64)
    for row, sentence in zip(table, sentences, strict=True):
        row[: len(sentence)] = sentence
    for column in range(table.shape[1] - 1):
        alive = np.flatnonzero(lengths > column + 1)
        yield alive, table[alive, column], table[alive, column + 1]
