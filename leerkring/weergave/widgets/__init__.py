"""What a researcher operates in JupyterLab: labelled controls, and places that show finished blocks and sentences.

Everything here takes finished values. It opens no files and counts nothing; `leerkring.lab` puts the parts together.
"""

from leerkring.weergave.widgets.bediening import (
    build_getalveld,
    build_keuze,
    build_knop,
    build_lijst,
    build_meerkeuze,
    build_tekstveld,
    build_zoekveld,
)
from leerkring.weergave.widgets.fouten import Melding, explain_error
from leerkring.weergave.widgets.scherm import Scherm, lay_columns, lay_out
from leerkring.weergave.widgets.statusregel import Statusregel
from leerkring.weergave.widgets.vlak import Vlak, build_voortgang

__all__ = [
    "Melding",
    "Scherm",
    "Statusregel",
    "Vlak",
    "build_getalveld",
    "build_keuze",
    "build_knop",
    "build_lijst",
    "build_meerkeuze",
    "build_tekstveld",
    "build_voortgang",
    "build_zoekveld",
    "explain_error",
    "lay_columns",
    "lay_out",
]
