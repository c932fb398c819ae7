"""Where codeurs disagree: the fragments with the codes of each, and which codes they take for each other."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product

import pandas as pd

from leerkring.hoofdstukken.codeurs.cijfers.labels import lay_labels, select_dubbel
from leerkring.model.beleid import Beleid


def list_verschillen(
    coderingen: pd.DataFrame, fragmenten: pd.DataFrame, codeboek: pd.DataFrame, beleid: Beleid
) -> pd.DataFrame:
    """Return the fragments to which codeurs gave different codes, for the team to talk about.

    Parameters
    ----------
    coderingen, fragmenten, codeboek
        Frames of a traject.
    beleid
        Whether there are rows at all, because they show who of the team coded what.

    Returns
    -------
    One row per fragment, in the order of `coderingen`: `fragment`, `deelnemer`, `tekst` (both missing when the fragment
    is not in the traject), `samen` (labels that all gave, a tuple), `eigen` (per codeur a tuple of its name and of the
    labels that not all gave), `herkomst` (the rows of `coderingen`).
    """
    columns = ["fragment", "deelnemer", "tekst", "samen", "eigen", "herkomst"]
    names = dict(zip(codeboek["id"], codeboek["label"], strict=True))
    texts = fragmenten.set_index("id")[["deelnemer", "tekst"]].to_dict("index")
    unknown = {"deelnemer": None, "tekst": None}
    rows = []
    labels = select_dubbel(lay_labels(coderingen))
    for fragment, cells in labels.iterrows() if beleid.toont_codeurs else ():
        given = cells.dropna()
        if len(set(given)) == 1:
            continue
        common = set.intersection(*map(set, given))
        own = tuple((codeur, tuple(names[c] for c in codes if c not in common)) for codeur, codes in given.items())
        about = texts.get(fragment, unknown)
        places = tuple(coderingen.loc[coderingen["fragment"] == fragment, "herkomst"])
        shared = tuple(names[c] for c in sorted(common))
        rows.append([fragment, about["deelnemer"], about["tekst"], shared, own, places])
    return pd.DataFrame(rows, columns=columns)


def count_verwisselingen(coderingen: pd.DataFrame, codeboek: pd.DataFrame) -> pd.DataFrame:
    """Return which codes are taken for each other: one codeur gave the one, another the other and not the first.

    Parameters
    ----------
    coderingen, codeboek
        Frames of a traject.

    Returns
    -------
    One row per pair of codes, most often first: `code_a`, `label_a`, `code_b`, `label_b` (in the order of the
    codeboek), `n` (fragments), `fragmenten` (tuple of their ids).
    """
    names = dict(zip(codeboek["id"], codeboek["label"], strict=True))
    order = {code: place for place, code in enumerate(names)}
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for fragment, cells in select_dubbel(lay_labels(coderingen)).iterrows():
        for one, other in combinations(map(set, cells.dropna()), 2):
            for pair in product(one - other, other - one):
                a, b = sorted(pair, key=order.__getitem__)
                found[a, b][str(fragment)] = None
    rows = [[a, names[a], b, names[b], len(ids), tuple(ids)] for (a, b), ids in found.items()]
    rows.sort(key=lambda r: (-len(r[5]), order[str(r[0])], order[str(r[2])]))
    columns = ["code_a", "label_a", "code_b", "label_b", "n", "fragmenten"]
    return pd.DataFrame(rows, columns=columns).astype({"n": "int64"})
