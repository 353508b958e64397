"""From the teacher's probabilities to mentions: the best valid sequence of tags, with confidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from conventions import Conventions
from corpus import KINDS, Span
from encoder import TAGS, Batch, Subwords, Teacher, pieces_of

# A tag may follow another unless it is an I without its own kind before it.
_ALLOWED = np.array(
    [[not after.startswith("I") or before[2:] == after[2:] for after in TAGS] for before in TAGS]
)
_FORBIDDEN = np.where(_ALLOWED, 0.0, -1e9)
_AT_START = np.array([-1e9 if tag.startswith("I") else 0.0 for tag in TAGS])

# Outside mentions, tokens whose probability of being outside is below this are told as doubtful.
DOUBT = 0.90


@dataclass
class Mention:
    """Tokens `start` to `end` (exclusive), one of `KINDS`, and a probability.

    `chosen` is false for a doubtful stretch: the decoder leaves it outside, but the teacher gives
    this probability to its being a part of some name.
    """

    start: int
    end: int
    kind: str
    probability: float
    chosen: bool = True


def tag(
    teachers: list[Teacher], subwords: Subwords, sentences: list[list[str]], budget: int = 4096
) -> Iterator[tuple[int, list[Mention]]]:
    """The mentions of each sentence, as (index, mentions), sentences of like length together.

    The probabilities of several teachers are averaged. `budget` is the number of subwords in a
    batch, padding included.
    """
    pieces = []
    for index, tokens in enumerate(sentences):
        for piece in pieces_of(subwords, tokens):
            piece.sentence = index
            pieces.append(piece)
    parts = {index: 0 for index in range(len(sentences))}
    for piece in pieces:
        parts[piece.sentence] += 1
    found: dict[int, list[Mention]] = {index: [] for index in parts}
    for index, count in parts.items():
        if count == 0:
            yield index, []
    pieces.sort(key=lambda piece: len(piece.ids))
    for teacher in teachers:
        teacher.eval()
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and (end + 1 - start) * len(pieces[end].ids) <= budget:
            end += 1
        batch = Batch(pieces[start:end], subwords.pad)
        with torch.inference_mode():
            each = [teacher(batch).softmax(2) for teacher in teachers]
            probabilities = torch.stack(each).mean(0).numpy()
        for row, piece in enumerate(batch.pieces):
            mentions = decode(probabilities[row, : len(piece.heads)])
            for mention in mentions:
                mention.start += piece.offset
                mention.end += piece.offset
            found[piece.sentence] += mentions
            parts[piece.sentence] -= 1
            if parts[piece.sentence] == 0:
                yield piece.sentence, sorted(found.pop(piece.sentence), key=lambda m: m.start)
        start = end


def load_teachers(paths: list[Path]) -> list[Teacher]:
    """The teachers whose weights lie in these files of `train.py`."""
    teachers = []
    for path in paths:
        teacher = Teacher()
        teacher.load_state_dict(torch.load(path))
        teachers.append(teacher)
    return teachers


def mended(conventions: Conventions, tokens: list[str], mentions: list[Mention]) -> list[Mention]:
    """The mentions of one sentence by the span conventions; those that are no names are dropped."""
    kept = []
    for mention in mentions:
        if mention.chosen:
            span = conventions.mend(tokens, Span(mention.start, mention.end, mention.kind))
            if span is not None:
                kept.append(Mention(span.start, span.end, span.kind, mention.probability))
        else:
            kept.append(mention)
    return kept


def decode(probabilities: np.ndarray) -> list[Mention]:
    """The mentions of the most probable valid sequence, then the doubtful stretches outside them.

    `probabilities` has a row for each token and a column for each of `TAGS`. A mention is as
    probable as the least sure of its decisions: each token's tag, and the end after the last one.
    """
    tags = best_tags(np.log(probabilities + 1e-9))
    mentions: list[Mention] = []
    for index, tag_index in enumerate(tags):
        name = TAGS[tag_index]
        if name == "O":
            continue
        p = float(probabilities[index, tag_index])
        if name.startswith("B"):
            mentions.append(Mention(index, index + 1, name[2:], p))
        else:
            mentions[-1].end = index + 1
            mentions[-1].probability = min(mentions[-1].probability, p)
    for mention in mentions:
        if mention.end < len(tags):
            inside = TAGS.index(f"I-{mention.kind}")
            going_on = float(probabilities[mention.end, inside])
            mention.probability = min(mention.probability, 1.0 - going_on)
    covered = {index for mention in mentions for index in range(mention.start, mention.end)}
    doubtful: list[Mention] = []
    for index in range(len(tags)):
        p = 1.0 - float(probabilities[index, 0])
        if index in covered or p <= 1.0 - DOUBT:
            continue
        by_kind = [
            probabilities[index, 1 + 2 * k] + probabilities[index, 2 + 2 * k] for k in range(3)
        ]
        kind = KINDS[int(np.argmax(by_kind))]
        if doubtful and doubtful[-1].end == index and doubtful[-1].kind == kind:
            doubtful[-1].end = index + 1
            doubtful[-1].probability = max(doubtful[-1].probability, p)
        else:
            doubtful.append(Mention(index, index + 1, kind, p, chosen=False))
    return mentions + doubtful


def best_tags(scores: np.ndarray) -> list[int]:
    """Viterbi: the best sequence of tags in which no I stands without its kind before it."""
    best = scores[0] + _AT_START
    back = np.zeros(scores.shape, dtype=np.int64)
    for index in range(1, len(scores)):
        ways = best[:, None] + _FORBIDDEN
        back[index] = ways.argmax(0)
        best = ways.max(0) + scores[index]
    tags = [int(best.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        tags.append(int(back[index, tags[-1]]))
    return tags[::-1]
