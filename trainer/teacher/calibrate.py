"""How often the teacher is right, by the confidence that it states, on the held-out gold documents.

    python calibrate.py --data ../../../shared/data/names --model PATH/model --teacher PATH/teacher-1.pt

Prints one line for each range of confidence: how many mentions, and how many percent of them have
exactly the gold's span and kind. A doubt counts as right where a gold name touches it.
"""

import argparse
from collections import Counter
from pathlib import Path

import torch

from conventions import Conventions
from corpus import read_corpus
from encoder import Subwords
from tagging import load_teachers, mended, tag
from train import gold_and_silver

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    arguments.add_argument("--model", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    arguments.add_argument(
        "--teacher",
        type=Path,
        action="append",
        required=True,
        help="a teacher-N.pt; may be repeated",
    )
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    conventions = Conventions(read_corpus(options.data / "train" / "gmb-train.tsv"))
    _, _, held_out = gold_and_silver(options.data, 0)
    counts: Counter = Counter()
    found = tag(
        load_teachers(options.teacher), Subwords(options.model), [s.tokens for s in held_out]
    )
    for index, mentions in found:
        sentence = held_out[index]
        gold = {(s.start, s.end, s.kind) for s in sentence.spans}
        named = {i for s in sentence.spans for i in range(s.start, s.end)}
        for mention in mended(conventions, sentence.tokens, mentions):
            covered = set(range(mention.start, mention.end))
            if covered & sentence.ignored:
                continue
            right = (
                (mention.start, mention.end, mention.kind) in gold
                if mention.chosen
                else bool(covered & named)
            )
            low = max(edge for edge in EDGES if edge <= mention.probability)
            counts[mention.chosen, low, right] += 1
    for chosen in (True, False):
        for low, high in zip(EDGES, EDGES[1:]):
            right, wrong = counts[chosen, low, True], counts[chosen, low, False]
            if right + wrong:
                what = "mentions" if chosen else "doubts"
                share = 100 * right / (right + wrong)
                print(
                    f"{what} of {100 * low:.0f} to {min(100, 100 * high):.0f} %:"
                    f" {right + wrong}, {share:.1f} % right"
                )


if __name__ == "__main__":
    main()
