"""A process that takes away its own sight: Landlock for files, and a filter on system calls for the network.

What is taken away stays so, for C code and for each program that the process starts.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from leerkring.errors import LeerkringError
from leerkring.programs import PAKKET

MAAK_REGELS, NIEUWE_REGEL, BEPERK, GEEN_NIEUWE_RECHTEN = 444, 445, 446, 38
"""The system calls of Landlock, which have these numbers on every kind of machine, and the option that it asks for."""
UITVOEREN, SCHRIJVEN, LEZEN, OPSOMMEN = 1, 2, 4, 8
RECHTEN = ((1, 0x1FFF), (2, 0x2000), (3, 0x4000), (5, 0x8000))
"""Rights on files by the version that brought them; what is newer than these was never tried here."""
OP_BESTAND = UITVOEREN | SCHRIJVEN | LEZEN | 0x4000 | 0x8000
"""Those that a rule for one file may name."""
MACHINES = {"x86_64": (0xC000003E, 317, [41, 42, 425]), "aarch64": (0xC00000B7, 277, [198, 203, 425])}
"""By kind of machine: its mark, the call seccomp, and those by which a process gets a socket or connects one."""
PROGRAMMAPLEKKEN = ("bin", "lib", "lib64", "libexec", "include", "share", "etc", "ssl", "pyvenv.cfg")
"""What Python and its packages need of the folder that they are installed in, which may be the project itself."""
SYSTEEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/sys/devices/system/cpu", "/proc/self"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/etc/ld.so.cache", "/etc/localtime", "/etc/nsswitch.conf"),
    *("/etc/passwd", "/etc/group", "/etc/fonts", "/etc/mime.types", "/etc/ssl", "/etc/pki", "/etc/alternatives"),
)
APPARATEN = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
ELDERS_BEWAARD = ("IPYTHONDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
"""Variables that name folders which a sealed kernel cannot use; without them these stand in its home."""


load_library = cache(lambda: ctypes.CDLL(None, use_errno=True))


def call(*args: Any, name: str = "syscall") -> int:
    """Return what the system answers to a call that Python has no name for, or raise what it refuses with."""
    found: int = getattr(load_library(), name)(*(ctypes.c_long(a) if isinstance(a, int) else a for a in args))
    if found == -1:
        raise OSError(ctypes.get_errno(), f"{name} {args[0]}: {os.strerror(ctypes.get_errno())}")
    return found


@cache
def find_version() -> int:
    """Return which version of Landlock this system has; 0 where it has none, and nothing can be sealed."""
    return max(0, load_library().syscall(MAAK_REGELS, None, ctypes.c_long(0), 1)) if sys.platform == "linux" else 0


def list_readable(closed: Iterable[str] = ()) -> list[str]:
    """Return what each sealed process may read: Python with its packages, leerkring, and what comes with the system.

    A place that must stay out of sight and lies in it is refused.
    """
    installed = [str(Path(prefix) / name) for prefix in (sys.prefix, sys.base_prefix) for name in PROGRAMMAPLEKKEN]
    user = [entry for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages")]
    readable = [place for place in (*installed, *user, str(PAKKET), *SYSTEEM) if Path(place).exists()]
    for place in closed:
        if is_within(place, readable):
            why = "ligt bij programma’s die elk notebook leest, en is voor een rapport voor anderen niet te verzegelen"
            raise LeerkringError(f"{place} {why}; zet het in een andere map")
    return list(dict.fromkeys(readable))


def is_within(place: str, folders: Iterable[str]) -> bool:
    """Tell whether a place is one of these, or lies below one of them, whatever links lead there."""
    found = os.path.realpath(place) + os.sep
    return any(found.startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep) for folder in folders)


def seal(readable: Iterable[str], folder: str) -> None:
    """Let this process, and all that it starts, read only these places and write in one folder, its new home."""
    from multiprocessing import forkserver, resource_tracker  # not on Windows

    version = find_version()
    rights = sum(bits for since, bits in RECHTEN if version >= since)
    # TCP from version 4; sockets without a name, and signals to others, from version 6.
    attributes = struct.pack("=QQQ", rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    rules = call(MAAK_REGELS, attributes, len(attributes), 0)
    allowed = dict.fromkeys(readable, LEZEN | OPSOMMEN | UITVOEREN)
    allowed |= dict.fromkeys(APPARATEN, LEZEN | SCHRIJVEN) | {folder: rights}
    for place in filter(os.path.exists, allowed):
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
        given = allowed[place] & rights & (-1 if Path(place).is_dir() else OP_BESTAND)
        call(NIEUWE_REGEL, rules, 1, struct.pack("=Qi", given, handle), 0)
        os.close(handle)
    if version >= 4:  # any free port of this machine: ipykernel listens to one for the processes that it forks
        call(NIEUWE_REGEL, rules, 2, struct.pack("=QQ", 1, 0), 0)
    call(GEEN_NIEUWE_RECHTEN, 1, 0, 0, 0, name="prctl")
    call(BEPERK, rules, 0)
    os.close(rules)
    server: Any = forkserver._forkserver  # which would start what is not sealed
    server._forkserver_address = server._forkserver_alive_fd = None
    resource_tracker._resource_tracker._fd = None  # type: ignore[attr-defined]
    for name in ELDERS_BEWAARD:
        os.environ.pop(name, None)
    os.environ["HOME"] = os.environ["TMPDIR"] = folder
    tempfile.tempdir = None


def build_filter(mark: int, refused: list[int]) -> bytes:
    """Return a program for the kernel that refuses these system calls, and all of a machine with another mark.

    Each line is a classic BPF instruction: what to do, how many lines to skip when so and when not, and a number.
    """
    n, load, is_equal, is_least, answer = len(refused), 0x20, 0x15, 0x35, 0x06
    lines = [(load, 0, 0, 4), (is_equal, 0, n + 3, mark), (load, 0, 0, 0), (is_least, n + 1, 0, 0x40000000)]
    lines += [(is_equal, n - place, 0, number) for place, number in enumerate(refused)]
    lines += [(answer, 0, 0, 0x7FFF0000), (answer, 0, 0, 0x00050000 | errno.EACCES)]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def close_network() -> None:
    """Refuse, from now on and in all threads, every new socket and connection, also to programs on this machine.

    Landlock knows TCP alone, and what starts services for a user listens in a file: it would start what is not sealed.
    Nothing is done on a machine whose numbers are not known.
    """
    if platform.machine() in MACHINES:
        mark, seccomp, refused = MACHINES[platform.machine()]
        lines = ctypes.create_string_buffer(build_filter(mark, refused))
        if call(seccomp, 1, 1, struct.pack("@HP", len(lines) // 8, ctypes.addressof(lines))):
            raise OSError(errno.EBUSY, "het netwerk is niet te sluiten: een ander deel van het proces weigert")
