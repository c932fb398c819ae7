"""Inter-coder agreement: whether those who code the same fragments see the same in them.

Measures on tables of values (`alfa` with its `afstanden`; `kruistabel` for two codeurs; `tellingen` for more), on
segments of a text (`segmenten`), and on the codings of a traject: `labels` lays them out, `overzicht` measures them per
code and together, `verschillen` lists where codeurs disagree,
and `verzameling` gathers all of it for a report.
"""

from leerkring.analyse.overeenstemming import (
    afstanden,
    alfa,
    eenheden,
    kruistabel,
    labels,
    overzicht,
    segmenten,
    tellingen,
    verschillen,
    verzameling,
)

__all__ = [
    "afstanden",
    "alfa",
    "eenheden",
    "kruistabel",
    "labels",
    "overzicht",
    "segmenten",
    "tellingen",
    "verschillen",
    "verzameling",
]
