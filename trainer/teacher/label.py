"""Writes the teacher's view of whole corpora, one line a sentence.

    python label.py --data ../../../shared/data/names --model PATH/model --teacher PATH/teacher-1.pt \\
        --out ../../seeds/labels gmb-train gmb-dev gmb-test

For each corpus NAME it writes `NAME.labels`. A header line that starts with `#` comes first; then
one line for each sentence of `NAME.tsv`, in file order (`-DOCSTART-` lines are no sentences):

    3-5P97 10-11L88 17-19o34

Tokens 3 and 4 are a person, with a probability of 97 percent; token 10 is a place, with 88. A small
letter is a doubt: the teacher leaves tokens 17 and 18 outside all names, but gives 34 percent to
one of them being part of an organization. The line is empty where there is neither. In `3~4L97` the
last token is a compound such as "Washington-based", of which the name is what stands before the
last hyphen.

It also prints, and writes to `--report`, how far the teacher and the corpus's own labels agree.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

import torch

from compounds import split_compounds
from conventions import Conventions
from corpus import KINDS, Sentence, read_corpus
from encoder import Subwords
from tagging import Mention, load_teachers, mended, tag

LETTERS = {"PER": "P", "LOC": "L", "ORG": "O"}
HEADER = (
    "# {name}: names as a fine-tuned all-MiniLM-L6-v2 sees them, one line a sentence; made by"
    " trainer/teacher/label.py, described in seeds/labels/README.md; do not edit"
)


def line_of(mentions: list[Mention], origins: list[int]) -> str:
    """One sentence's mentions and doubts as text; `origins` leads from pieces back to tokens.

    A doubt that is only a part of a compound is left out.
    """
    parts = []
    for mention in sorted(mentions, key=lambda m: m.start):
        start, end = origins[mention.start], origins[mention.end - 1] + 1
        cut = mention.end < len(origins) and origins[mention.end] == end - 1
        if cut and not mention.chosen or mention.start > 0 and origins[mention.start - 1] == start:
            continue
        letter = LETTERS[mention.kind]
        percent = min(99, max(1, round(100 * mention.probability)))
        shown = letter if mention.chosen else letter.lower()
        parts.append(f"{start}{'~' if cut else '-'}{end}{shown}{percent}")
    return " ".join(parts)


def agreement(
    sentences: list[Sentence], found: list[list[Mention]], origins: list[list[int]]
) -> dict:
    """How many mentions the corpus and the teacher have, and how many are the same, for each kind.

    Names inside compounds, which the corpora leave out, are not counted.
    """
    counts = {kind: Counter() for kind in KINDS}
    for sentence, mentions, origin in zip(sentences, found, origins):
        theirs = {(s.start, s.end, s.kind) for s in sentence.spans}
        ours = {
            (origin[m.start], origin[m.end - 1] + 1, m.kind)
            for m in mentions
            if m.chosen and not (m.end < len(origin) and origin[m.end] == origin[m.end - 1])
        }
        for kind in KINDS:
            mine = {m for m in ours if m[2] == kind}
            other = {m for m in theirs if m[2] == kind}
            counts[kind]["teacher"] += len(mine)
            counts[kind]["corpus"] += len(other)
            counts[kind]["same"] += len(mine & other)
    return {
        kind: {**c, "f1": round(200 * c["same"] / max(1, c["teacher"] + c["corpus"]), 1)}
        for kind, c in counts.items()
    }


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "names", nargs="+", metavar="NAME", help="corpus files to label, without .tsv"
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
    arguments.add_argument("--out", type=Path, required=True, help="where the .labels files go")
    arguments.add_argument("--report", type=Path, help="where the agreement goes, as JSON")
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    subwords = Subwords(options.model)
    teachers = load_teachers(options.teacher)
    silver = read_corpus(options.data / "train" / "gmb-train.tsv")
    conventions = Conventions(silver)

    report = {}
    for name in options.names:
        sentences = read_corpus(options.data / "train" / f"{name}.tsv")
        found: list[list[Mention]] = [[] for _ in sentences]
        started = told = time.monotonic()
        tokens = 0
        cut = [split_compounds(s.tokens) for s in sentences]
        for index, mentions in tag(teachers, subwords, [pieces for pieces, _ in cut]):
            found[index] = mended(conventions, cut[index][0], mentions)
            tokens += len(sentences[index].tokens)
            if time.monotonic() - told > 20:
                told = time.monotonic()
                print(
                    f"{name}: {tokens} tokens, {tokens / (told - started):.0f} tokens/s", flush=True
                )
        origins = [origin for _, origin in cut]
        lines = [HEADER.format(name=name), *map(line_of, found, origins)]
        (options.out / f"{name}.labels").write_text("\n".join(lines) + "\n", encoding="utf8")
        for sentence in sentences:
            sentence.silver = name.startswith("gmb")
            conventions.apply(sentence, name)
        report[name] = agreement(sentences, found, origins)
        seconds = time.monotonic() - started
        print(
            f"{name}: {len(sentences)} sentences, {tokens} tokens in {seconds:.0f} s;"
            f" {json.dumps(report[name])}",
            flush=True,
        )
    if options.report:
        options.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
