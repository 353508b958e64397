"""Bringing each corpus's labels to Copydesk's own span conventions.

What a name span covers is fixed for the whole project: the name alone, without titles, a leading
"the" or a possessive; airports, streets and stadiums are places, universities, courts and museums
are organizations; "Russian" is no place; a country stays a place where it stands for its
government. The corpora differ from this and from each other. Where a rule can tell what the label
should be, it is changed; where the corpus is merely unreliable, its tokens are marked as ignored,
so that nothing is learned from them either way.
"""

from collections import Counter, defaultdict

from corpus import KINDS, Sentence, Span

# Words that introduce a person and stay outside the name.
TITLES = set(
    """president vice prime premier chancellor minister ministers secretary senator sen. rep.
    representative congressman congresswoman governor gov. mayor ambassador judge justice chief
    general gen. lieutenant lt. lt colonel col. major maj. captain capt. capt sergeant sgt. admiral
    adm. commander commodore brigadier marshal inspector detective officer sheriff mr mr. mrs mrs.
    ms ms. miss dr dr. doctor professor prof. prof reverend rev. rev father sister bishop archbishop
    cardinal pope patriarch rabbi imam ayatollah grand mullah sheikh sheik sir lord dame king
    queen prince princess emperor empress sultan emir duke duchess count countess baron baroness
    speaker chairman chairwoman chair chairperson director spokesman spokeswoman spokesperson
    former ex-president deputy assistant acting interim foreign defense defence finance interior
    home treasury labor labour trade oil health education justice state attorney counsel envoy
    special advisor adviser senior junior presidential candidate emeritus associate coach manager
    striker goalkeeper captain councillor alderman md m.d. mp m.p. hon. honorable honourable comrade
    crown first u.s. us british russian french israeli german chinese iraqi iranian afghan
    pakistani indian american undersecretary undersecretary-general secretary-general
    commissioner high coordinator founder ceo""".split()
)

# A title is certain only where one of these stands in it; "First", "State" or "U.S." alone is none.
TITLE_HEADS = (
    TITLES
    - set(
        """foreign defense defence finance interior home treasury labor labour trade oil health
    education state special senior junior emeritus associate crown first u.s. us british russian
    french israeli german chinese iraqi iranian afghan pakistani indian american high grand former
    acting interim deputy assistant presidential count major duke captain vice chief md manager
    coach striker""".split()
    )
    | {"captain"}
)

# Titles with which an organization of the silver corpus is in truth a person ("Judge Samuel Alito").
RANKS = set(
    """judge colonel col. commodore brigadier lieutenant lt. patriarch mullah qari sheikh sheik
    archbishop ayatollah pope king queen prince princess mr. mrs. ms. dr. captain capt. sergeant
    senator governor general gen. admiral major maj. imam cardinal bishop""".split()
)

PLACE_HEADS = set(
    """airport stadium arena street bridge river theatre theater highway avenue boulevard square
    tunnel province county oblast island islands valley desert mountains sea ocean""".split()
)
ORGANIZATION_HEADS = set(
    """university college school hospital museum court parliament institute academy ministry
    faculty senate""".split()
)

# Capitalized words that belong to the place name before them.
PLACE_TAILS = set(
    """Province County Oblast Region District Prefecture Governorate Island Islands River Valley
    Airport Peninsula Mountains Desert""".split()
)

# Adjectives of creeds and of regions, which the teacher takes for names, and prefixes like them.
ADJECTIVES = set(
    """Sunni Sunnis Shi'ite Shi'ites Shiite Shiites Shia Islamic Islamist Islamists Muslim Muslims
    Christian Christians Catholic Catholics Jewish Jews Hindu Hindus Buddhist Soviet Western Arab
    Arabs Kurdish Kurds Communist Maoist Maoists""".split()
)
PREFIXES = ("pro-", "anti-", "ex-", "non-", "post-", "pre-", "mid-")
STORMS = {"Hurricane", "Typhoon", "Cyclone", "Storm", "Hurricanes"}

DEMONYM_ENDINGS = ("an", "ian", "ish", "ese", "i", "ch", "ans", "ians", "is", "ean", "eans")
PARTICLES = set("al el de la le du da di del van von der den bin ibn ul".split())
SMALL_WORDS = set(
    "of the and for in on de la del di da van von der den bin al el le du des & at to 's".split()
)


class Conventions:
    """The rules, with the word lists that they take from the silver corpus's own labels."""

    def __init__(self, silver: list[Sentence]):
        """Learns from `silver` which words are demonyms and which names are well-known places."""
        kinds: dict[str, Counter] = defaultdict(Counter)
        for sentence in silver:
            for span in sentence.spans:
                text = " ".join(sentence.tokens[span.start : span.end])
                kinds[text][span.kind] += 1
        self.demonyms = {
            text
            for text, counts in kinds.items()
            if " " not in text and counts["MISC"] >= 3 and counts["MISC"] >= 0.8 * counts.total()
        }
        storms = Counter(
            after
            for sentence in silver
            for before, after in zip(sentence.tokens, sentence.tokens[1:])
            if before in STORMS and after[0].isupper()
        )
        self.storms = {name for name, count in storms.items() if count >= 3}
        self.places = {
            text
            for text, counts in kinds.items()
            if counts["LOC"] >= 15 and counts["LOC"] >= 0.8 * counts.total() and text[0].isupper()
        } - {
            "A.U.",
            "North",
            "South",
            "West",
            "Islamic",
            "Republic",
            "Democratic Republic",
            "Dalai Lama",
        }

    def apply(self, sentence: Sentence, corpus: str) -> None:
        """Rewrites the spans of `sentence`, which came from the file whose name is `corpus`."""
        kept: list[Span] = []
        for span in sentence.spans:
            if span.kind in KINDS:
                changed = self._span(sentence, span, corpus)
                if changed is not None:
                    kept.append(changed)
            elif corpus.startswith("redocred") and span.end == span.start + 1:
                # There a suffix rule turned some real places into MISC.
                word = sentence.tokens[span.start]
                if word.endswith(DEMONYM_ENDINGS) and word not in self.demonyms:
                    sentence.ignored.add(span.start)
        sentence.spans = kept
        for position, span in enumerate(kept):
            following = (
                kept[position + 1].start if position + 1 < len(kept) else len(sentence.tokens)
            )
            if (
                span.kind == "LOC"
                and span.end < following
                and sentence.tokens[span.end] in PLACE_TAILS
            ):
                span.end += 1

    def mend(self, tokens: list[str], span: Span) -> Span | None:
        """`span`, which the teacher found in `tokens`, by the conventions; None if it is to go."""
        mended = self._span(Sentence(tokens), span, "")
        if mended is None:
            return None
        words = tokens[mended.start : mended.end]
        if tokens[mended.start - 1 : mended.start] and tokens[mended.start - 1] in STORMS:
            return None
        if mended.kind != "PER":
            demonym = words[-1] in self.demonyms or words[-1] in ADJECTIVES
            if demonym and len(words) <= 2 or " ".join(words) in self.storms:
                return None
        if words[0].lower().startswith(PREFIXES):
            return None
        return mended

    def _span(self, sentence: Sentence, span: Span, corpus: str) -> Span | None:
        """`span` by the conventions; None where it is no name of ours."""
        tokens = sentence.tokens
        start, end, kind = span.start, span.end, span.kind

        def ignore() -> None:
            sentence.ignored.update(range(span.start, span.end))

        while end > start and tokens[end - 1] in {
            "'s",
            "’s",
            "'",
            "’",
            ",",
            '"',
            ";",
            ":",
            "``",
            "''",
            "-",
        }:
            end -= 1
        while start < end and tokens[start] in {",", '"', "``", "''", "-", ";", ":"}:
            start += 1
        if start < end and tokens[start].lower() == "the":
            start += 1
        if start >= end:
            return None
        if sentence.silver:
            while (
                start < end
                and tokens[start][0].islower()
                and "-" not in tokens[start][:3]
                and tokens[start] not in PARTICLES
            ):
                start += 1
            if start >= end:
                return None
            rank = kind == "ORG" and tokens[start].lower() in RANKS and end > start + 1
            listed = (
                "and" in tokens[start:end]
                and tokens[start] in self.places
                and tokens[end - 1] in self.places
            )
            if rank or listed or tokens[start:end] == ["Dalai", "Lama"]:
                ignore()
                return None
        if kind == "PER":
            start = _after_titles(tokens, start, end)
            if start >= end:
                return None
        if corpus.startswith("re3d") and kind == "PER" and end - start > 5:
            ignore()
            return None
        if corpus.startswith(("re3d", "gum")) and _is_nominal(tokens[start:end]):
            ignore()
            return None
        text = " ".join(tokens[start:end])
        if text in self.demonyms:
            return None
        if kind == "ORG" and text in self.places:
            kind = "LOC"
        elif kind in ("ORG", "LOC"):
            head = _head(tokens[start:end])
            if kind == "ORG" and head in PLACE_HEADS:
                kind = "LOC"
            elif kind == "LOC" and head in ORGANIZATION_HEADS:
                kind = "ORG"
        return Span(start, end, kind)


def _after_titles(tokens: list[str], start: int, end: int) -> int:
    """Where the name begins after the titles that lead it; `end` where there are titles only."""
    position, last = start, start
    while position < end:
        word = tokens[position].lower()
        if word in TITLE_HEADS:
            last = position + 1
        elif word not in TITLES and word not in {"of", "for", "to", "and", "the", "'s", "-", "."}:
            break
        position += 1
    if last == start:
        return start
    # "Secretary of State Kerry": what stands between the head and the name goes with the title.
    name = (
        position
        if position > last and tokens[last].lower() in TITLES | {"of", "for", "to", "."}
        else last
    )
    # A single word that is also a name ("Pope", "King", "Prince") stays when nothing leads it.
    if (
        name >= end
        and end - start == 1
        and tokens[start].lower() in {"pope", "king", "prince", "dean", "judge"}
    ):
        return start
    return name


def _head(words: list[str]) -> str:
    """The lower-cased head word: the one before "of" or "for", else the last."""
    lowered = [word.lower() for word in words]
    for stop in ("of", "for", "at"):
        if stop in lowered[1:]:
            return lowered[lowered.index(stop, 1) - 1]
    return lowered[-1]


def _is_nominal(words: list[str]) -> bool:
    """Whether this is a phrase ("U.S. service members", "our") and not a name."""
    return any(
        word[0].islower() and word not in SMALL_WORDS and not word.startswith(("al-", "el-"))
        for word in words
    )
