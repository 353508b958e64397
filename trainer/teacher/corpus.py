"""Reading the tagged corpora: sentences of tokens with BIO labels, as spans.

A corpus file holds one token a line, `TOKEN<TAB>LABEL`, with a blank line between sentences and
`-DOCSTART-` before each document where documents are known.
"""

from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("PER", "LOC", "ORG")


@dataclass
class Span:
    """One labelled stretch of a sentence: tokens `start` to `end` (exclusive) and its kind."""

    start: int
    end: int
    kind: str


@dataclass
class Sentence:
    """The tokens of one sentence and what the corpus says of them.

    `ignored` holds the tokens whose label is not to be learned from, because the corpus is
    unreliable there. `silver` marks a sentence that a machine labelled. `document` counts the
    documents of the file, so that whole documents can be held out.
    """

    tokens: list[str]
    spans: list[Span] = field(default_factory=list)
    ignored: set[int] = field(default_factory=set)
    silver: bool = False
    document: int = 0


def read_corpus(path: Path) -> list[Sentence]:
    """All sentences of one corpus file, in file order, with the corpus's own labels.

    A file without `-DOCSTART-` is cut into pseudo-documents of twenty sentences.
    Raises ValueError naming the file and the line where a line is not `TOKEN<TAB>LABEL`.
    """
    sentences: list[Sentence] = []
    tokens: list[str] = []
    labels: list[str] = []
    document, marked = 0, False

    def finish() -> None:
        if tokens:
            sentence = Sentence(list(tokens), spans_of(labels), document=document)
            sentences.append(sentence)
            tokens.clear()
            labels.clear()

    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), start=1):
        if not line:
            finish()
            continue
        parts = line.split("\t")
        if parts[0] == "-DOCSTART-":
            finish()
            document, marked = document + 1, True
            continue
        if len(parts) < 2:
            raise ValueError(
                f"{path}, line {number}: {line!r} is not a token and a label with a tab between"
                " them; mend the line or leave the file out."
            )
        tokens.append(parts[0])
        labels.append(parts[1])
    finish()
    if not marked:
        for index, sentence in enumerate(sentences):
            sentence.document = index // 20
    return sentences


def spans_of(labels: list[str]) -> list[Span]:
    """The spans that a list of BIO labels describes; a stray I opens a span like a B."""
    spans: list[Span] = []
    for index, label in enumerate(labels):
        prefix, _, kind = label.partition("-")
        if prefix == "B" or (
            prefix == "I" and not (spans and spans[-1].end == index and spans[-1].kind == kind)
        ):
            spans.append(Span(index, index + 1, kind))
        elif prefix == "I":
            spans[-1].end = index + 1
    return spans
