"""What all tests share: processes that find the modules in tests/ and are ended, and for those in a browser a page."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from browser.pages import read_manifest, watch
from plek import TESTS

import leerkring.batch.warm.schema  # noqa: F401 - before what would compile a grammar
from leerkring.batch.run import count_cores

# What is compiled once serves every process that tests start, also where Python was told to keep nothing: compiling the
# library and rewriting the asserts again costs each worker and each cold command more than the rest of its start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))

FIRST = "LK_TEKENINGEN" not in os.environ
"""Whether this process begins the run, and is no worker of it."""
os.environ.setdefault("LK_TEKENINGEN", tempfile.mkdtemp(prefix="tekeningen-") if FIRST else "")

LANG = {"batch", "facade", "veiligheid", "test_naamgenoten", "test_batchpaneel", "test_weergave_beschrijvingen"}
"""The folders and files that take or wait long; they begin first: the last one to end decides how long all takes."""


def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are cores: a test that waits for what it started leaves its core to another."""
    return count_cores() + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    items.sort(key=lambda item: LANG.isdisjoint({item.path.parent.name, item.path.stem}))


def pytest_collection_finish() -> None:
    """Let the library remember what never changes, and the garbage collector pass by what stays until the end."""
    from geheugen import remember_all  # whoever only hands out tests needs nothing of the library

    remember_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_sessionfinish() -> None:
    """End the server that warm processes were forked from, and with it whatever a test left behind."""
    if "leerkring.batch.warm.server" in sys.modules:
        sys.modules["leerkring.batch.warm.server"].stop_server()
    if FIRST:
        shutil.rmtree(os.environ.pop("LK_TEKENINGEN"), ignore_errors=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that start Debian's Chromium; without it a test fails and does not skip."""
    chromium = shutil.which("chromium")
    assert chromium, "these tests need Debian's chromium: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="session")
def manifest() -> dict[str, dict[str, Any]]:
    """Return the rows of the manifest by report."""
    return read_manifest()


@pytest.fixture
def watched(page: Any) -> Iterator[Any]:
    """Yield a page that fails the test on any request beyond the file itself and on any error or dialog."""
    wrong = watch(page)
    page.context.set_offline(True)
    yield page
    assert wrong == []
