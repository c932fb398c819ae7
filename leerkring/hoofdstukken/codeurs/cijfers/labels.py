"""Who gave which codes to which fragments: the codings of a traject laid out to be compared."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd


def lay_labels(coderingen: pd.DataFrame) -> pd.DataFrame:
    """Return the set of codes that each codeur gave to each fragment.

    A codeur who gave a fragment no code at all did not code it: that is missing, and not a disagreement.

    Parameters
    ----------
    coderingen
        Frame of a traject.

    Returns
    -------
    One row per fragment that somebody coded, one column per codeur; a cell is the tuple of codes in alphabetical order,
    or None.
    """
    given: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for fragment, codeur, code in coderingen[["fragment", "codeur", "code"]].to_numpy().tolist():
        given[fragment, codeur].add(code)
    fragments = list(dict.fromkeys(coderingen["fragment"]))
    cells = {
        codeur: [tuple(sorted(given[f, codeur])) if (f, codeur) in given else None for f in fragments]
        for codeur in sorted(set(coderingen["codeur"]))
    }
    return pd.DataFrame(cells, index=pd.Index(fragments, name="fragment", dtype="object"), dtype="object")


def select_dubbel(labels: pd.DataFrame) -> pd.DataFrame:
    """Return the fragments of `lay_labels` that two codeurs or more coded."""
    return labels[labels.notna().sum(axis=1) >= 2]


def mark_code(labels: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return whether each codeur gave a code to each fragment.

    Parameters
    ----------
    labels
        The result of `lay_labels`.
    code
        A code of the codeboek.

    Returns
    -------
    The same rows and columns with 1 (given), 0 (other codes given) or missing (not coded by this codeur).
    """
    return labels.map(lambda cell: float(code in cell) if isinstance(cell, tuple) else None).astype("float64")


def count_dekking(coderingen: pd.DataFrame, fragmenten: pd.DataFrame) -> pd.DataFrame:
    """Return how many fragments nobody coded, one codeur, two and so on: what agreement says nothing about.

    Parameters
    ----------
    coderingen, fragmenten
        Frames of a traject.

    Returns
    -------
    One row per number of codeurs from 0 on: `codeurs`, `n` (fragments), `fragmenten` (tuple of their ids).
    """
    number = coderingen.groupby("fragment")["codeur"].nunique()
    often = fragmenten["id"].map(number).fillna(0).astype("int64")
    rows = []
    for codeurs in range(max(2, int(often.max()) if len(often) else 0) + 1):
        ids = tuple(fragmenten.loc[often == codeurs, "id"])
        rows.append([codeurs, len(ids), ids])
    return pd.DataFrame(rows, columns=["codeurs", "n", "fragmenten"])
