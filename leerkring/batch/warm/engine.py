"""The papermill engine `leerkring`: warm kernels, few writes, and a partial notebook that tells the truth.

`papermill --engine leerkring …` uses it by itself. After a kernel that dies or a cell that takes too long, papermill's
own engine calls the guilty cell and all that never ran *completed*.
"""

from __future__ import annotations

import ast
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger
from traitlets import Instance, Unicode, default

from leerkring.batch.warm.client import WarmManager
from leerkring.batch.warm.loket import Loket, open_loket
from leerkring.errors import LeerkringError
from leerkring.notebook import TAG, read_assignments
from leerkring.paths import OUTPUT
from leerkring.rapport.provenance import VERZEGELD, find_parameters

NAAM = "leerkring"
KORTST = 0.001
"""nbclient takes a timeout of zero for none at all."""
ANTWOORD = 30.0
"""How many seconds a kernel may take to say what was read."""
VOLGEN = "__import__('leerkring.batch.tracking', fromlist=['x'])"
"""An expression and not an import, so that the notebook gets no name that it did not make."""


class Verloop(NotebookExecutionManager):
    """What happens to a notebook while it runs; papermill itself writes the notebook when all went well."""

    gestrand = False
    output_path: str | None

    def save(self, **_: Any) -> None:
        """Write the notebook when it is stranded or when it was not written for as long as `autosave_cell_every`."""
        ended = self.end_time is not None
        waited = (self.now() - self.last_save_time).total_seconds()
        due = self.autosave_cell_every and waited >= self.autosave_cell_every
        if self.gestrand if ended else due:
            self.output_path = self.output_path or self.nb.metadata.papermill.get("output_path")
            super().save()


class LeerkringClient(PapermillNotebookClient):
    """Run the cells of a notebook; whatever stops one is told in that cell, and those after it stay pending."""

    volg = Unicode("", help="The project folder in which to follow what is read; nothing is followed without it.")
    loket = Instance(Loket, allow_none=True)
    verzegeld = False

    @default("kernel_manager_class")
    def _kernel_manager_class(self) -> type:
        return WarmManager

    def create_kernel_manager(self) -> Any:
        """Return a manager that knows for whom the notebook is."""
        manager = super().create_kernel_manager()
        manager.loket = self.loket
        return manager

    def papermill_execute_cells(self) -> None:
        """Run cell after cell, until one fails; then ask what was read, if that is to be known."""
        self.begin()
        for index, cell in enumerate(self.nb.cells):
            try:
                self.nb_man.cell_start(cell, index)
                self.execute_cell(cell, index)
            except CellExecutionError as error:
                if self.loket and self.verzegeld:
                    self.loket.explain(cell)
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            except BaseException as error:
                self.shutdown_kernel = "immediate"  # it hangs or is gone: it will not answer a polite request
                self.nb_man.gestrand = True
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                if cell.cell_type == "code":
                    name, text = type(error).__name__, (str(error).strip() or "Stopped").splitlines()[0]
                    cell.outputs.append(new_output("error", ename=name, evalue=text, traceback=[]))
                raise
            finally:
                self.nb_man.cell_complete(cell, cell_index=index)
        else:
            if self.volg:
                self.nb.metadata["leerkring"] = self.ask(f"{VOLGEN}.tell()")

    def begin(self) -> None:
        """Follow what the kernel reads if that is to be known, and let one for others that is not sealed refuse."""
        readers: list[Any] = []
        if self.loket:
            self.verzegeld = bool(getattr(self.km.provisioner, "verzegeld", False))
            lezers, dicht = self.loket.lezers, [] if self.verzegeld else [*self.loket.dicht]
            readers = [str(lezers.doelgroep), lezers.deelnemer, dicht]
            self.nb.metadata["papermill"][VERZEGELD] = self.verzegeld
        if self.volg or self.loket:
            begun = self.ask(f"{VOLGEN}.follow(*{[self.volg or str(Path.cwd()), *readers]!r})")
            if self.loket and begun is None:
                raise LeerkringError("het notebook kon niet worden gevolgd; maak het rapport opnieuw")

    def ask(self, expression: str) -> Any:
        """Return the value of an expression in the kernel; None when it has none or cannot be known."""
        return run_sync(self._ask)(expression)

    async def _ask(self, expression: str) -> Any:
        request = self.kc.execute("", silent=True, user_expressions={"x": expression})
        try:
            reply = await self.kc._async_get_shell_msg(timeout=ANTWOORD)
            while reply["parent_header"].get("msg_id") != request:
                reply = await self.kc._async_get_shell_msg(timeout=ANTWOORD)
            return ast.literal_eval(reply["content"]["user_expressions"]["x"]["data"]["text/plain"])
        except (Empty, KeyError, ValueError, SyntaxError):
            return None


class LeerkringEngine(Engine):
    """Run notebooks in kernels that start warm; where they cannot, in ordinary ones, with the same results."""

    @classmethod
    def execute_notebook(
        cls,
        nb: NotebookNode,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        **kwargs: Any,
    ) -> NotebookNode:
        """Run a notebook as papermill asks for it, and return it."""
        verloop = Verloop(nb, output_path, log_output, progress_bar, autosave_cell_every)
        verloop.notebook_start()
        try:
            cls.execute_managed_notebook(verloop, kernel_name, log_output=log_output, **kwargs)
        except BaseException:
            verloop.gestrand = True
            raise
        finally:
            verloop.cleanup_pbar()
            verloop.notebook_complete()
        done: NotebookNode = verloop.nb
        return done

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        start_timeout: int = 60,
        execution_timeout: float | None = None,
        notebook_timeout: float | None = None,
        **kwargs: Any,
    ) -> NotebookNode:
        """Run the cells of a notebook.

        Parameters
        ----------
        nb_man
            The notebook and what happens to it.
        kernel_name
            The kernel, as its kernelspec is called.
        start_timeout, execution_timeout, notebook_timeout
            How many seconds the kernel may take to start, one cell may take, and all cells together may take.
        kwargs
            Options of nbclient.
        """
        until = time.monotonic() + notebook_timeout if notebook_timeout else None

        def limit(_: NotebookNode) -> float | None:
            left = [execution_timeout] if execution_timeout else []
            if until is not None:
                left.append(max(KORTST, until - time.monotonic()))
            return min(left) if left else None

        ours = {"input_path", "timeout", "startup_timeout", "uitvoer"}
        options = {name: value for name, value in kwargs.items() if name not in ours}
        options |= {"timeout_func": limit, "startup_timeout": start_timeout, "kernel_name": kernel_name, "log": logger}
        options["loket"] = open_loket(find_choices(nb_man.nb), kwargs.get("uitvoer", OUTPUT))
        done: NotebookNode = LeerkringClient(nb_man, **options).execute()
        return done


def find_choices(notebook: NotebookNode) -> dict[str, Any]:
    """Return the parameters with which a notebook runs: what papermill was given, and else its own."""
    own = "\n".join(cell.source for cell in notebook.cells if TAG in cell.metadata.get("tags", []))
    with suppress(SyntaxError, ValueError):  # a notebook of another kind
        return read_assignments(own) | find_parameters(notebook)
    return find_parameters(notebook)
