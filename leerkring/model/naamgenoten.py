"""Two that are called alike: the one rule by which every chart, table and sentence tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def name_apart(namen: Mapping[str, str]) -> dict[str, str]:
    """Return the label under which each is shown, by id: those that are called alike get their id behind the name."""
    labels = dict(namen)
    while len(counts := Counter(labels.values())) < len(labels):  # an id behind a name can make the name of a third
        labels = {key: label if counts[label] == 1 else f"{label} ({key})" for key, label in labels.items()}
    return labels
