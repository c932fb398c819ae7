"""What is noted of a run that failed or was held back, and what stays known of the report that was there."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from leerkring.batch.files import FOUTUITLEG
from leerkring.batch.logs import describe_cells, write_log
from leerkring.batch.manifest import Status, Uitkomst
from leerkring.errors import LeerkringError
from leerkring.paths import find_root
from leerkring.rapport.gate.gate import PersonalDataError
from leerkring.traject.handover import GeweigerdError

VAN_HET_RAPPORT = (
    *("rapport", "rapport_van", "feiten", "waarschuwingen", "vorige_van", "wijzigingen"),
    *("data", "gelezen", "bestanden", "opmerkingen", "afdruk"),
)
"""What the manifest says about the report itself, which outlives a run that fails."""
LANGSTE_REDEN = 400
TERMINALOPMAAK = re.compile("\x1b\\[[0-9;]*m")
"""Colours for a terminal, which some libraries put in their messages."""


def note_failure(
    outcome: Uitkomst, error: Exception, earlier: Uitkomst | None, output: Path, executed: Path
) -> Uitkomst:
    """Note why a run failed, in its outcome and in its log, and keep what is known of the earlier report."""
    outcome.status, outcome.reden = Status.MISLUKT, explain_failure(error)
    write_log(output, outcome, describe_cells(executed), error, executed)
    keep_report(outcome, earlier)
    return outcome


def hold_back(outcome: Uitkomst, error: PersonalDataError, earlier: Uitkomst | None, executed: Path) -> None:
    """Note in an outcome that its report may not leave, and keep nothing of it."""
    outcome.status, outcome.vindplaatsen = Status.TEGENGEHOUDEN, error.vindplaatsen
    keep_report(outcome, earlier)
    executed.unlink(missing_ok=True)


def keep_report(outcome: Uitkomst, earlier: Uitkomst | None) -> None:
    """Take over in an outcome what is known of the report that is there already."""
    for name in VAN_HET_RAPPORT:
        if earlier is not None:
            setattr(outcome, name, getattr(earlier, name))
        elif name != "data":
            setattr(outcome, name, Uitkomst.model_fields[name].get_default())


def explain_failure(error: Exception) -> str:
    """Return why a run failed, on one line, with the cell where that is known and without folders of this machine."""
    if isinstance(error, LeerkringError):
        text = str(error)
    elif isinstance(error, OSError) and error.errno in FOUTUITLEG:
        text = f"een bestand is niet te schrijven: {FOUTUITLEG[error.errno]}"
    else:
        text = explain_notebook(error)
    for place in (find_root(), Path(sys.prefix), Path.home()):
        text = text.replace(f"{place}{os.sep}", "").replace(f"{place.as_posix()}/", "")
    text = " ".join(TERMINALOPMAAK.sub("", text).split())
    return text if len(text) <= LANGSTE_REDEN else f"{text[:LANGSTE_REDEN]}…"


def explain_notebook(error: Exception) -> str:
    """Return why a notebook did not run to its end."""
    # The batch itself makes no reports, and starts sooner without these.
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    if isinstance(error, PapermillExecutionError) and error.ename == GeweigerdError.__name__:
        return f"cel {error.exec_count}: {error.evalue}"
    if isinstance(error, PapermillExecutionError):
        return f"cel {error.exec_count}: {error.ename}: {error.evalue}"
    if isinstance(error, DeadKernelError):
        return "het rekenwerk stopte vanzelf (geheugen vol?); probeer het met --jobs 1"
    if isinstance(error, CellTimeoutError):
        return "een cel duurde te lang; geef meer tijd met --cell-timeout"
    return f"{type(error).__name__}: {error}"
