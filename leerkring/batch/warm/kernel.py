"""A kernel in a process that was forked warm: made to look like one that was started from nothing."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from ipykernel.kernelapp import IPKernelApp

from leerkring.batch.warm.lijn import Lijn
from leerkring.batch.warm.sealing import close_network, seal
from leerkring.traject.handover import deuren
from leerkring.weergave.tekenaar import draw_elsewhere

MODULE = "ipykernel_launcher"


def run_kernel(argv: list[str], env: dict[str, str], cwd: str, elders: Connection, leesbaar: list[str] | None) -> None:
    """Run a kernel until it is told to stop.

    Parameters
    ----------
    argv
        The arguments of the ordinary kernel command.
    env, cwd
        The environment and folder that the kernel would have been started with.
    elders
        A connection to a process that draws charts, and that opens trajecten for a sealed kernel.
    leesbaar
        What the kernel may read, if it is to be sealed.
    """
    os.setsid()  # as jupyter_client does: Ctrl-C is for the batch, and a signal reaches what the notebook started
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    lijn = Lijn(elders)
    if leesbaar is not None:
        seal(leesbaar, str(Path(argv[argv.index("-f") + 1]).parent))  # before the first thread
        deuren[:] = [lijn.open]
    threading.Thread(target=end_with_requester, daemon=True).start()
    sys.argv = [MODULE, *argv]
    # Forked from one state, all notebooks would draw the same random numbers.
    np.random.seed()
    draw_elsewhere(lijn.draw)
    # What was there before the fork is shared with others as long as nobody touches it, the collector included.
    gc.freeze()
    # As the launcher says it of a kernel with a parent; watching that parent is done above, and 1 means so here.
    app = IPKernelApp.instance(parent_handle=1)
    app.initialize(sys.argv[1:])
    if leesbaar is not None:
        close_network()  # now that it has all sockets that it needs
    app.start()
    end_kernel(app)


def end_with_requester() -> None:
    """End this kernel and what it started as soon as the process that asked for it is gone."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os.killpg(os.getpid(), signal.SIGKILL)


def end_kernel(app: IPKernelApp) -> None:
    """Do what an interpreter does at its end, which a forked process skips: exit functions, and files written out."""
    # Its sockets end with the process; closing them in order can wait seconds for a thread that has stopped.
    atexit.unregister(app.close)
    atexit._run_exitfuncs()
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    if app.shell is not None:
        app.shell.user_ns.clear()
    gc.collect()
    os._exit(0)
