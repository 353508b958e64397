"""Lets the teacher read raw text, for scoring.

    python evaluate.py --data ../../../shared/data/names --model PATH/model \\
        --teacher PATH/teacher-1.pt < articles.jsonl > found.jsonl

Each line in is `{"id", "text"}`, each line out `{"id", "mentions": [{"start", "end", "kind"}]}` with
offsets in Unicode code points, as `score_names.py` reads them. For measuring only: the product
itself uses no part of this.
"""

import argparse
import json
import re
import sys
from pathlib import Path

import torch

from compounds import split_compounds
from conventions import Conventions
from corpus import read_corpus
from encoder import Subwords
from tagging import load_teachers, mended, tag

KIND_NAMES = {"PER": "person", "LOC": "place", "ORG": "organization"}

# A word, with inner points, hyphens and apostrophes but without a possessive; or one mark.
_TOKEN = re.compile(
    r"['’]s\b|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Jr|Sr|No|vs)\.|[A-Z]\.(?=\s)"
    r"|\w+(?:[.\-‐]\w+|['’](?!s\b)\w+)*|\S"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Prof|Rev|Hon|No|vs)|\b[A-Z])\.$"
)


def sentences_of(text: str) -> list[list[tuple[int, int]]]:
    """The sentences of a text, each as the spans of its tokens."""
    sentences = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        ends = [m for m in _SENTENCE_END.finditer(text, line.start(), line.end())]
        for end in [
            m.end() for m in ends if not _ABBREVIATION.search(text[line.start() : m.start() + 1])
        ] + [line.end()]:
            tokens = [m.span() for m in _TOKEN.finditer(text, start, end)]
            if tokens:
                sentences.append(_cut(text, tokens))
            start = end
    return sentences


def _cut(text: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of the tokens with compounds cut as `split_compounds` cuts them."""
    spans = []
    for start, end in tokens:
        for piece in split_compounds([text[start:end]])[0]:
            spans.append((start, start + len(piece)))
            start += len(piece)
    return spans


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
    subwords = Subwords(options.model)
    conventions = Conventions(read_corpus(options.data / "train" / "gmb-train.tsv"))
    teachers = load_teachers(options.teacher)

    articles = [json.loads(line) for line in sys.stdin if line.strip()]
    places, sentences = [], []
    for number, article in enumerate(articles):
        for tokens in sentences_of(article["text"]):
            places.append((number, tokens))
            sentences.append([article["text"][start:end] for start, end in tokens])
    mentions: list[list[dict]] = [[] for _ in articles]
    for index, found in tag(teachers, subwords, sentences):
        number, tokens = places[index]
        for mention in mended(conventions, sentences[index], found):
            if mention.chosen:
                mentions[number].append(
                    {
                        "start": tokens[mention.start][0],
                        "end": tokens[mention.end - 1][1],
                        "kind": KIND_NAMES[mention.kind],
                    }
                )
    for article, found in zip(articles, mentions):
        found.sort(key=lambda mention: mention["start"])
        print(json.dumps({"id": article["id"], "mentions": found}))


if __name__ == "__main__":
    main()
