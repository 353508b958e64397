"""Compounds of a name and a common word ("Washington-based", "NATO-led").

The corpora keep such a compound as one token, and the name in it is lost. For labelling, the token
is cut in three, so that the name can be found.
"""

import re

_COMPOUND = re.compile(
    r"(.*[A-Z].*)-(based|led|backed|born|listed|held|run|ruled|controlled|owned|made|trained|"
    r"dominated|sponsored|funded|occupied|brokered|mediated|style|era|area|bound|wide|linked|"
    r"affiliated|allied|friendly|educated|imposed|aligned|appointed|administered|supported|"
    r"supplied|proposed|drafted|initiated|related|inspired|mandated|installed|financed|built|"
    r"organized|hosted|nominated|approved|flagged|bred|registered|headquartered|patrolled)$"
)


def split_compounds(tokens: list[str]) -> tuple[list[str], list[int]]:
    """The tokens with compounds cut in three, and for each result the token that it came from."""
    pieces, origins = [], []
    for index, token in enumerate(tokens):
        match = _COMPOUND.match(token)
        parts = [match[1], "-", match[2]] if match else [token]
        pieces += parts
        origins += [index] * len(parts)
    return pieces, origins
