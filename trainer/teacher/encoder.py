"""The teacher: a small BERT encoder that reads lower-cased subwords and the shapes of the words.

The weights that it starts from are all-MiniLM-L6-v2 (6 layers of 384). They know no capital
letters, so the shape of each word is added to the network twice: as BERT's token type at the
bottom, and beside the encoder's output for a word and its two neighbours at the classifier.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
IGNORED = -100
MAX_SUBWORDS = 126
MAX_SUBWORDS_OF_WORD = 10

# Shapes of words. The last three are for sentences (headlines, mostly) whose capitals tell little.
SHAPES = (
    "special lower capital upper mixed initial digit mark sentence_start"
    " upper_in_upper capital_in_title sentence_start_in_title"
).split()
SHAPE = {name: index for index, name in enumerate(SHAPES)}


def shapes_of(tokens: list[str]) -> list[int]:
    """One shape a token, from its letters and, for headlines, those of the whole sentence."""
    words = [token for token in tokens if any(c.isalpha() for c in token)]
    upper = sum(1 for word in words if word.isupper() and len(word) > 1)
    capital = sum(1 for word in words if word[0].isupper())
    in_upper = len(words) >= 3 and upper >= 0.7 * len(words)
    in_title = not in_upper and len(words) >= 5 and capital >= 0.75 * len(words)
    shapes, started = [], False
    for token in tokens:
        letters = [c for c in token if c.isalpha()]
        if not letters:
            shapes.append(SHAPE["digit" if any(c.isdigit() for c in token) else "mark"])
            continue
        first = not started
        started = True
        if all(not c.isupper() for c in letters):
            shape = "lower"
        elif token.isupper():
            if in_upper:
                shape = "upper_in_upper"
            else:
                shape = "initial" if len(letters) == 1 else "upper"
        elif token[0].isupper() and sum(c.isupper() for c in letters) == 1:
            shape = "sentence_start" if first else "capital"
            if in_title:
                shape = "sentence_start_in_title" if first else "capital_in_title"
        else:
            shape = "mixed"
        shapes.append(SHAPE[shape])
    return shapes


class Subwords:
    """Lower-cased WordPiece, one word at a time, each word remembered."""

    def __init__(self, folder: Path):
        """Reads `tokenizer.json` in the model's folder."""
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.pad, self.cls, self.sep, self.mask, self.unknown = (
            self.tokenizer.token_to_id(f"[{name}]") for name in ("PAD", "CLS", "SEP", "MASK", "UNK")
        )
        self._words: dict[str, list[int]] = {}

    def word(self, word: str) -> list[int]:
        """The subwords of one word: at least one, at most `MAX_SUBWORDS_OF_WORD`."""
        if word not in self._words:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self._words[word] = ids[:MAX_SUBWORDS_OF_WORD] or [self.unknown]
        return self._words[word]


class Piece:
    """A sentence, or a part of one too long for the encoder, as numbers."""

    __slots__ = ("ids", "shapes", "heads", "word_shapes", "tags", "sentence", "offset")

    def __init__(
        self, subwords: Subwords, tokens: list[str], shapes: list[int], tags: list[int] | None
    ):
        """`tags` holds one index into `TAGS`, or `IGNORED`, a token."""
        self.ids, self.shapes, self.heads = [subwords.cls], [0], []
        for token, shape in zip(tokens, shapes):
            pieces = subwords.word(token)
            self.heads.append(len(self.ids))
            self.ids += pieces
            self.shapes += [shape] * len(pieces)
        self.ids.append(subwords.sep)
        self.shapes.append(0)
        self.word_shapes, self.tags = shapes, tags
        self.sentence = self.offset = 0


def pieces_of(subwords: Subwords, tokens: list[str], tags: list[int] | None = None) -> list[Piece]:
    """The sentence cut at words so that no piece is longer than the encoder reads."""
    shapes = shapes_of(tokens)
    pieces, start, length = [], 0, 0
    for index, token in enumerate([*tokens, None]):
        size = len(subwords.word(token)) if token is not None else 0
        if token is None or (length + size > MAX_SUBWORDS and index > start):
            piece = Piece(
                subwords, tokens[start:index], shapes[start:index], tags and tags[start:index]
            )
            piece.offset = start
            if piece.heads:
                pieces.append(piece)
            start, length = index, 0
        length += size
    return pieces


class Batch:
    """Pieces side by side, padded."""

    def __init__(self, pieces: list[Piece], pad: int):
        width = max(len(piece.ids) for piece in pieces)
        words = max(len(piece.heads) for piece in pieces)
        size = len(pieces)
        self.pieces = pieces
        self.ids = torch.full((size, width), pad)
        self.shapes = torch.zeros((size, width), dtype=torch.long)
        self.seen = torch.zeros((size, width), dtype=torch.bool)
        self.heads = torch.zeros((size, words), dtype=torch.long)
        self.word_shapes = torch.zeros((size, words), dtype=torch.long)
        self.tags = torch.full((size, words), IGNORED)
        for row, piece in enumerate(pieces):
            self.ids[row, : len(piece.ids)] = torch.tensor(piece.ids)
            self.shapes[row, : len(piece.ids)] = torch.tensor(piece.shapes)
            self.seen[row, : len(piece.ids)] = True
            self.heads[row, : len(piece.heads)] = torch.tensor(piece.heads)
            self.word_shapes[row, : len(piece.heads)] = torch.tensor(piece.word_shapes)
            if piece.tags is not None:
                self.tags[row, : len(piece.tags)] = torch.tensor(piece.tags)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, width: int, inner: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        size, length, width = x.shape
        qkv = self.qkv(x).view(size, length, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(size, length, width)
        x = self.norm1(x + self.attended(attended))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Teacher(nn.Module):
    """Subwords and shapes in; for each word the logits of `TAGS` out."""

    WIDTH, LAYERS, HEADS, INNER, SHAPE_WIDTH = 384, 6, 12, 1536, 24

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, self.WIDTH)
        self.positions = nn.Embedding(512, self.WIDTH)
        self.types = nn.Embedding(len(SHAPES), self.WIDTH)
        self.norm = nn.LayerNorm(self.WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(self.WIDTH, self.INNER, self.HEADS) for _ in range(self.LAYERS)
        )
        self.word_shapes = nn.Embedding(len(SHAPES), self.SHAPE_WIDTH)
        self.hidden = nn.Linear(self.WIDTH + 3 * self.SHAPE_WIDTH, 256)
        self.out = nn.Linear(256, len(TAGS))
        self.dropout = nn.Dropout(0.1)
        self.words.weight.requires_grad_(False)

    def forward(self, batch: Batch) -> torch.Tensor:
        length = batch.ids.shape[1]
        x = self.words(batch.ids) + self.positions.weight[:length] + self.types(batch.shapes)
        x = self.dropout(self.norm(x))
        mask = torch.zeros(batch.ids.shape).masked_fill(~batch.seen, -math.inf)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        words = x.gather(1, batch.heads[:, :, None].expand(-1, -1, x.shape[2]))
        shapes = self.word_shapes(batch.word_shapes)
        edge = self.word_shapes.weight[0].expand(shapes.shape[0], 1, -1)
        before = torch.cat([edge, shapes[:, :-1]], 1)
        after = torch.cat([shapes[:, 1:], edge], 1)
        joined = torch.cat([self.dropout(words), before, shapes, after], 2)
        return self.out(F.gelu(self.hidden(joined)))

    def start_from(self, folder: Path) -> None:
        """Takes the encoder's weights from `model.safetensors` in `folder`."""
        given = load_file(str(folder / "model.safetensors"))

        def take(parameter: torch.Tensor, *names: str) -> None:
            value = torch.cat([given[name] for name in names])
            with torch.no_grad():
                parameter.copy_(value)

        take(self.words.weight, "embeddings.word_embeddings.weight")
        take(self.positions.weight, "embeddings.position_embeddings.weight")
        take(self.norm.weight, "embeddings.LayerNorm.weight")
        take(self.norm.bias, "embeddings.LayerNorm.bias")
        with torch.no_grad():
            # Every shape starts as BERT's one token type, so that nothing is lost at the start.
            self.types.weight.copy_(
                given["embeddings.token_type_embeddings.weight"][:1].expand(len(SHAPES), -1)
            )
            self.types.weight.add_(0.02 * torch.randn(self.types.weight.shape))
        for index, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{index}."
            for part in ("weight", "bias"):
                take(
                    getattr(layer.qkv, part),
                    *(f"{prefix}attention.self.{n}.{part}" for n in ("query", "key", "value")),
                )
                take(getattr(layer.attended, part), f"{prefix}attention.output.dense.{part}")
                take(getattr(layer.norm1, part), f"{prefix}attention.output.LayerNorm.{part}")
                take(getattr(layer.up, part), f"{prefix}intermediate.dense.{part}")
                take(getattr(layer.down, part), f"{prefix}output.dense.{part}")
                take(getattr(layer.norm2, part), f"{prefix}output.LayerNorm.{part}")
