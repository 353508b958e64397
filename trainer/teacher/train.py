"""Trains the teacher on the gold-like corpora and a part of the silver one.

    python train.py --data ../../../shared/data/names --model PATH/model --out PATH

Writes `teacher-1.pt` and so on (the weights at the end of each cycle), `held-out.json` (scores on
the tenth of the gold documents that was kept back) and, while it runs, `checkpoint.pt` every few
minutes; started again, it goes on from there. What is learned from, in which order, is fixed by
seeds; the last digits of the weights may still differ from machine to machine.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional as F

from conventions import Conventions
from corpus import KINDS, Sentence, read_corpus
from encoder import IGNORED, TAGS, Batch, Piece, Subwords, Teacher, pieces_of
from tagging import tag

GOLD = ("redocred", "crossner", "uner", "gum", "re3d", "europarl", "wnut17-train")
# The share of a corpus's sentences that is used where it is far from news.
SHARES = {
    "wnut17": 0.4,
    "crossner-ai": 0.4,
    "crossner-science": 0.4,
    "crossner-music": 0.5,
    "crossner-literature": 0.6,
}
# The share of the gold sentences without any name that is used: they teach little.
NAMELESS_SHARE = 0.35
SILVER_SENTENCES = 10_000
HELD_OUT = 10  # every tenth document


@dataclass(frozen=True)
class Cycle:
    """A stretch of training in which the learning rate goes up to `rate` and down to nothing.

    The teacher at its end is kept: the labels come from all of them together. A cycle goes over the
    data in passes, each with a share of the gold and of the silver sentences; few of the silver
    ones are in the last pass, so that what the gold says is what stays. `doubt`: after the first
    pass of the run, a silver label that the teacher gives less than this probability is not
    learned from.
    """

    passes: tuple[tuple[float, float], ...]
    rate: float
    head_rate: float
    doubt: float


CYCLES = (
    Cycle(passes=((1.0, 1.0), (1.0, 0.1)), rate=1.5e-4, head_rate=1e-3, doubt=0.10),
    Cycle(passes=((1.0, 0.3),), rate=1e-4, head_rate=5e-4, doubt=0.25),
)

PADDED_SUBWORDS = 1024  # a batch, padding included
WARM_UP = 0.06  # of the cycle's steps
CHECKPOINT_SECONDS = 180


def gold_and_silver(
    data: Path, cycle: int
) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """The sentences to learn from in a cycle (gold, silver) and the held-out gold ones.

    All follow our conventions. The held-out ones are the same in each cycle.
    """
    folder = data / "train"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is no folder; give the one that holds train/ with --data.")
    silver = read_corpus(folder / "gmb-train.tsv")
    for sentence in silver:
        sentence.silver = True
    conventions = Conventions(silver)
    gold, held_out = [], []
    chance = random.Random(10 + 10 * cycle)
    for path in sorted(folder.glob("*.tsv")):
        if not path.name.startswith(GOLD):
            continue
        share = min([1.0, *(s for name, s in SHARES.items() if path.name.startswith(name))])
        for sentence in read_corpus(path):
            conventions.apply(sentence, path.stem)
            if sentence.document % HELD_OUT == 7:
                held_out.append(sentence)
            elif chance.random() < share * (1.0 if sentence.spans else NAMELESS_SHARE):
                gold.append(sentence)
    named = [s for s in silver if s.spans and 6 <= len(s.tokens) <= 60]
    named = random.Random(11 + 10 * cycle).sample(named, SILVER_SENTENCES)
    for sentence in named:
        conventions.apply(sentence, "gmb-train")
    return gold, named, held_out


def tags_of(sentence: Sentence) -> list[int]:
    """One index into `TAGS`, or `IGNORED`, a token."""
    tags = [0] * len(sentence.tokens)
    for span in sentence.spans:
        for index in range(span.start, span.end):
            tags[index] = TAGS.index(("B-" if index == span.start else "I-") + span.kind)
    for index in sentence.ignored:
        tags[index] = IGNORED
    return tags


def varied(sentence: Sentence, chance: random.Random) -> list[str]:
    """The tokens as they are or, for one sentence in nine, written as a headline or without capitals."""
    draw = chance.random()
    if draw < 0.05:
        return [token.upper() for token in sentence.tokens]
    if draw < 0.09:
        return [
            t[0].upper() + t[1:] if len(t) > 3 or i == 0 else t
            for i, t in enumerate(sentence.tokens)
        ]
    if draw < 0.11:
        return [token.lower() for token in sentence.tokens]
    return sentence.tokens


def hide_some(piece: Piece, subwords: Subwords, chance: random.Random) -> None:
    """Hides a few words, names more often, so that the context is learned and not the names alone."""
    for word, head in enumerate(piece.heads):
        named = piece.tags[word] > 0
        if chance.random() < (0.10 if named else 0.02):
            end = piece.heads[word + 1] if word + 1 < len(piece.heads) else len(piece.ids) - 1
            for index in range(head, end):
                piece.ids[index] = subwords.mask


def schedule(
    cycle: int, gold: list[Sentence], silver: list[Sentence], subwords: Subwords
) -> list[tuple[int, list[Piece]]]:
    """All batches of a cycle, in order, each with the number of its pass in the run."""
    batches = []
    before = sum(len(c.passes) for c in CYCLES[:cycle])
    for number, (gold_share, silver_share) in enumerate(CYCLES[cycle].passes, start=before):
        chance = random.Random(100 + number)
        chosen = [(s, False) for s in chance.sample(gold, int(gold_share * len(gold)))]
        chosen += [(s, True) for s in chance.sample(silver, int(silver_share * len(silver)))]
        chance.shuffle(chosen)
        pieces = []
        for sentence, is_silver in chosen:
            for piece in pieces_of(subwords, varied(sentence, chance), tags_of(sentence)):
                hide_some(piece, subwords, chance)
                piece.sentence = 1 if is_silver else 0
                pieces.append(piece)
        mine = []
        for start in range(0, len(pieces), 2048):
            group = sorted(pieces[start : start + 2048], key=lambda piece: len(piece.ids))
            first = 0
            while first < len(group):
                last = first + 1
                while (
                    last < len(group)
                    and (last + 1 - first) * len(group[last].ids) <= PADDED_SUBWORDS
                ):
                    last += 1
                mine.append((number, group[first:last]))
                first = last
        chance.shuffle(mine)
        batches += mine
    return batches


def loss_of(logits: torch.Tensor, batch: Batch, doubt: float) -> torch.Tensor:
    """Cross-entropy over the batch's words, leaving out ignored and implausible labels."""
    tags = batch.tags.clone()
    if doubt > 0.0:
        silver = torch.tensor([bool(piece.sentence) for piece in batch.pieces])[:, None]
        with torch.no_grad():
            given = logits.softmax(2).gather(2, tags.clamp(min=0)[:, :, None])[:, :, 0]
        tags[silver & (given < doubt)] = IGNORED
    return F.cross_entropy(
        logits.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, label_smoothing=0.02
    )


def score(teachers: list[Teacher], subwords: Subwords, sentences: list[Sentence]) -> dict:
    """Precision, recall and F1 in percent for each kind and for person and place together, exact spans."""
    right, found, gold = ({kind: 0 for kind in KINDS} for _ in range(3))
    for index, mentions in tag(teachers, subwords, [s.tokens for s in sentences]):
        sentence = sentences[index]
        known = {(s.start, s.end, s.kind) for s in sentence.spans}
        for span in sentence.spans:
            gold[span.kind] += 1
        for mention in mentions:
            if mention.chosen and not sentence.ignored & set(range(mention.start, mention.end)):
                found[mention.kind] += 1
                right[mention.kind] += (mention.start, mention.end, mention.kind) in known

    def row(kinds: tuple[str, ...]) -> list[float]:
        r, f, g = (sum(counts[kind] for kind in kinds) for counts in (right, found, gold))
        return [round(100 * x, 1) for x in (r / max(f, 1), r / max(g, 1), 2 * r / max(f + g, 1))]

    return {
        name: row(kinds) for name, kinds in (("PER+LOC", KINDS[:2]), *((k, (k,)) for k in KINDS))
    }


def train(teacher: Teacher, subwords: Subwords, cycle: int, data: Path, out: Path) -> None:
    """One cycle, from where its checkpoint stands; the result goes to `teacher-N.pt`, N from 1."""
    gold, silver, _ = gold_and_silver(data, cycle)
    batches = schedule(cycle, gold, silver, subwords)
    total = sum(len(piece.ids) for _, pieces in batches for piece in pieces)
    print(
        f"cycle {cycle + 1}: {len(gold)} gold and {len(silver)} silver sentences;"
        f" {len(batches)} steps over {total} subwords",
        flush=True,
    )
    settings = CYCLES[cycle]
    new = ("hidden", "out", "word_shapes")
    head = [p for n, p in teacher.named_parameters() if n.startswith(new)]
    body = [p for n, p in teacher.named_parameters() if p.requires_grad and not n.startswith(new)]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": settings.rate}, {"params": head, "lr": settings.head_rate}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )

    def rate(step: int) -> float:
        """The share of the learning rate at a step: up to one, then straight down to nothing."""
        share = (step + 1) / len(batches)
        return share / WARM_UP if share < WARM_UP else (1.0 - share) / (1.0 - WARM_UP)

    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    checkpoint = out / "checkpoint.pt"
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        teacher.load_state_dict(state["teacher"])
        optimizer.load_state_dict(state["optimizer"])
        scheduler.load_state_dict(state["scheduler"])
        first = state["step"]
        print(f"going on from step {first}", flush=True)

    teacher.train()
    saved = told = time.monotonic()
    read, lost, steps = 0, 0.0, 0
    for step in range(first, len(batches)):
        number, pieces = batches[step]
        batch = Batch(pieces, subwords.pad)
        loss = loss_of(teacher(batch), batch, settings.doubt if number > 0 else 0.0)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        read += sum(len(piece.ids) for piece in pieces)
        lost += float(loss.detach())
        steps += 1
        now = time.monotonic()
        if now - told > 20:
            print(
                f"step {step + 1} of {len(batches)}, loss {lost / steps:.4f},"
                f" {read / (now - told):.0f} subwords/s",
                flush=True,
            )
            told, read, lost, steps = now, 0, 0.0, 0
        if now - saved > CHECKPOINT_SECONDS:
            saved = now
            state = {
                "teacher": teacher.state_dict(),
                "optimizer": optimizer.state_dict(),
                "scheduler": scheduler.state_dict(),
                "step": step + 1,
            }
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
    torch.save(teacher.state_dict(), out / f"teacher-{cycle + 1}.pt")
    checkpoint.unlink(missing_ok=True)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    arguments.add_argument("--model", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    arguments.add_argument("--out", type=Path, required=True, help="where the results go")
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(5)

    subwords = Subwords(options.model)
    teacher = Teacher()
    teacher.start_from(options.model)
    teachers = []
    for cycle in range(len(CYCLES)):
        kept = options.out / f"teacher-{cycle + 1}.pt"
        if kept.exists():
            teacher.load_state_dict(torch.load(kept))
        else:
            train(teacher, subwords, cycle, options.data, options.out)
        teachers.append(Teacher())
        teachers[-1].load_state_dict(teacher.state_dict())
    _, _, held_out = gold_and_silver(options.data, 0)
    scores = {
        f"teacher-{n}": score([t], subwords, held_out) for n, t in enumerate(teachers, start=1)
    }
    scores["together"] = score(teachers, subwords, held_out)
    (options.out / "held-out.json").write_text(json.dumps(scores, indent=1) + "\n")
    print(json.dumps(scores, indent=1), flush=True)


if __name__ == "__main__":
    main()
