"""The house: what holds for the project as a whole, whatever it computes."""

import ast
import inspect
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml
from plek import ROOT

import leerkring
from leerkring import begrippen
from leerkring.begrippen import Begrip
from leerkring.errors import MovedError
from leerkring.model import ENTITEITEN, beschrijving, qca, vragenlijst
from leerkring.model.velden import Model, Rij

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PYPROJECT["optional-dependencies"]
VOCABULARIES = [
    thing
    for thing in vars(begrippen).values()
    if inspect.isclass(thing) and issubclass(thing, Begrip) and thing is not Begrip
]
YAML_MODELS = [
    thing
    for module in (beschrijving, qca, vragenlijst)
    for thing in vars(module).values()
    if inspect.isclass(thing) and issubclass(thing, Model) and thing.__module__ == module.__name__
]
MODULES = sorted((ROOT / "leerkring").rglob("*.py"))
DOCS = [f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")]
MOST_MODULES = 20
LONGEST = 300
LONG = ("begrippen.py",)
"""A vocabulary is a list, and each command its own text."""

# Joined from parts, so that this file does not hold what it forbids.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted"),
        ("registry", "npmjs"),
        ("registry", "yarnpkg"),
        ("anaconda", "org"),
        ("deb", "debian", "org"),
    )
]
MACHINE_PATH = re.compile(
    r"(?<![\w.~-])/(?:home|Users|root|work|tmp)/\w"  # as on Linux and macOS
    r"|\b[A-Za-z]:[\\/]{1,2}Users\b"  # as on Windows
    r"|file:///\w"
    r"|\.\./shared\b"  # a folder that is only beside the project on some machines
)


def run_git(*args: str) -> str:
    return subprocess.run(["git", *args], cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture(scope="module")
def files_for_git() -> list[str]:
    """The files that git holds, and those that a commit of everything would add."""
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the project is not a git clone")
    names = run_git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return sorted({name for name in names if name and (ROOT / name).is_file()})


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~ \[;]", requirement, maxsplit=1)[0]


def newest_release() -> tuple[str, str]:
    """The version and date of the first release heading in the changelog."""
    heading = re.search(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", read("CHANGELOG.md"), re.MULTILINE)
    assert heading, "CHANGELOG.md has no heading such as '## [0.1.0] - 2026-11-22'"
    return heading[1], heading[2]


# One list of dependencies


def test_conda_users_get_the_same_dependencies_and_bounds_as_pyproject() -> None:
    lines = yaml.safe_load(read("environment.yml"))["dependencies"]
    conda = [line for line in lines if isinstance(line, str)]

    assert sorted(conda) == sorted([f"python{PYPROJECT['requires-python']}", *PYPROJECT["dependencies"], "pip"])
    assert [line for line in lines if not isinstance(line, str)] == [{"pip": ["-e ."]}]


def test_conda_users_need_only_conda_forge() -> None:
    environment = yaml.safe_load(read("environment.yml"))

    assert environment["name"] == "leerkring"
    assert environment["channels"] == ["conda-forge"]


@pytest.mark.parametrize(
    ("heading", "requirements"),
    [("Runtime", PYPROJECT["dependencies"]), *((f"Extra `{extra}`", EXTRAS[extra]) for extra in EXTRAS)],
)
def test_each_dependency_has_one_line_of_reason(heading: str, requirements: list[str]) -> None:
    _, found, rest = read("docs/dependencies.md").partition(f"\n## {heading}\n")
    assert found, f"docs/dependencies.md has no heading '## {heading}'"
    lines = re.findall(r"^\| `([^`]+)` \|(.*)\|$", rest.partition("\n## ")[0], re.MULTILINE)

    assert requirements
    assert sorted(name for name, _ in lines) == sorted(map(name_of, requirements))
    assert [name for name, cells in lines if not all(cell.strip() for cell in cells.split("|"))] == []


def test_no_reason_is_given_for_a_dependency_that_is_gone() -> None:
    headings = re.findall(r"^## (.+)$", read("docs/dependencies.md"), re.MULTILINE)

    assert headings == ["Runtime", *(f"Extra `{extra}`" for extra in EXTRAS)]


# One word for each concept


@pytest.mark.parametrize("entiteit", ENTITEITEN, ids=lambda entiteit: entiteit.__name__)
def test_glossary_explains_each_entity_with_its_table(entiteit: type[Rij]) -> None:
    assert any(
        f"`{entiteit.__name__}`" in line and f"`{entiteit.tabel}`" in line for line in read("GLOSSARY.md").splitlines()
    )


@pytest.mark.parametrize("thing", [*VOCABULARIES, *YAML_MODELS], ids=lambda thing: thing.__name__)
def test_glossary_explains_each_vocabulary_and_each_part_of_a_yaml_file(thing: type) -> None:
    assert f"`{thing.__name__}`" in read("GLOSSARY.md")


def test_lists_behind_the_glossary_are_not_empty() -> None:
    assert ENTITEITEN
    assert VOCABULARIES
    assert YAML_MODELS


def test_glossary_has_no_term_twice() -> None:
    terms = re.findall(r"^\| \*\*(.+?)\*\* \|", read("GLOSSARY.md"), re.MULTILINE)

    assert terms
    assert sorted(term for term in set(terms) if terms.count(term) > 1) == []


def test_glossary_names_only_members_that_exist() -> None:
    classes = {thing.__name__: thing for thing in VOCABULARIES}
    named = re.findall(r"`([A-Z]\w+)\.([A-Z_]+)`", read("GLOSSARY.md"))

    assert named
    assert [f"{cls}.{member}" for cls, member in named if member not in classes[cls].__members__] == []


TWEE_KEER = {"TITEL": "each chapter has a heading of its own"}
"""Names that stand for the same thing in each module that has them."""


def list_names(module: Path) -> set[str]:
    """The public classes, functions and constants of a module; a type variable of one letter is none of them."""
    names = set()
    for part in ast.parse(module.read_bytes()).body:
        if isinstance(part, ast.ClassDef | ast.FunctionDef):
            names.add(part.name)
        elif isinstance(part, ast.Assign | ast.AnnAssign):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            names |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return {name for name in names if not name.startswith("_") and len(name) > 1}


def test_one_word_names_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for module in MODULES:
        for name in list_names(module):
            places.setdefault(name, []).append(str(module.relative_to(ROOT)))
    twice = {name for name, modules in places.items() if len(modules) > 1}

    assert {name: places[name] for name in twice - TWEE_KEER.keys()} == {}
    assert TWEE_KEER.keys() <= twice


# The code


def test_no_module_is_a_drawer_for_everything() -> None:
    parts = {part for module in MODULES for part in module.relative_to(ROOT).with_suffix("").parts}

    assert MODULES
    assert parts & {"utils", "util", "helpers", "helper", "common", "misc"} == set()


def test_each_folder_of_modules_is_a_package() -> None:
    assert [str(module) for module in MODULES if not (module.parent / "__init__.py").is_file()] == []


def test_each_module_and_package_says_what_it_is_for() -> None:
    assert [str(module) for module in MODULES if not ast.get_docstring(ast.parse(module.read_bytes()))] == []


def test_no_folder_holds_more_rooms_than_one_can_oversee() -> None:
    counts = Counter(module.parent for module in MODULES if module.name != "__init__.py")

    assert counts
    assert {str(folder): n for folder, n in counts.items() if n > MOST_MODULES} == {}


def test_no_module_is_too_long_to_read() -> None:
    lengths = {str(module): len(module.read_text("utf-8").splitlines()) for module in MODULES}

    assert {module: n for module, n in lengths.items() if n > LONGEST and not module.endswith(LONG)} == {}


def test_each_chapter_has_numbers_a_picture_and_an_object() -> None:
    chapters = [path for path in (ROOT / "leerkring" / "hoofdstukken").iterdir() if (path / "__init__.py").is_file()]

    assert len(chapters) >= 10
    for chapter in chapters:
        assert {"cijfers", "beeld"} <= {path.name for path in chapter.iterdir()}
        assert "(Hoofdstuk)" in (chapter / "__init__.py").read_text("utf-8"), chapter


def test_import_of_the_library_brings_nothing_heavy_and_offers_its_face() -> None:
    code = "import sys, leerkring; print(*dir(leerkring)); print(*sys.modules)"
    face, modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert face.split() == ["__version__", "explain", "open_casus", "open_kring", "open_traject"]
    assert set(modules.split()) & {"pandas", "altair", "numpy", "pydantic", "IPython", "yaml", "lxml"} == set()


def test_a_notebook_for_the_first_house_is_told_what_to_write() -> None:
    with pytest.raises(MovedError, match=re.escape("leerkring.analyse is er niet meer.")) as caught:
        exec("from leerkring import analyse")  # noqa: S102
    assert "c = open_casus()" in str(caught.value)
    with pytest.raises(MovedError, match=re.escape("leerkring.weergave.tabellen is er niet meer.")):
        exec("from leerkring import weergave\nweergave.tabellen.table_profiel")  # noqa: S102


@pytest.mark.parametrize("name", ["GLOSSARY.md", "README.md", "CONTRIBUTING.md", *sorted(DOCS)])
def test_each_module_that_a_text_names_is_there(name: str) -> None:
    named = set(re.findall(r"`(leerkring(?:\.[a-z_]+)+)", read(name)))
    gone = [dotted for dotted in named if not any(find_dotted(dotted.split(".")[:cut]) for cut in (None, -1))]

    assert gone == []


def find_dotted(parts: list[str]) -> bool:
    """Whether a module or a package stands at a dotted place."""
    place = ROOT.joinpath(*parts)
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


# What git holds


def test_notebooks_hold_no_outputs_and_no_execution_counts(files_for_git: list[str]) -> None:
    names = [name for name in files_for_git if name.endswith(".ipynb")]
    tracked = set(run_git("ls-files", "-z").split("\0"))
    dirty = []
    for name in names:
        # What would be committed counts: outputs that only stand in an open JupyterLab do no harm.
        notebook = json.loads(run_git("show", f":{name}") if name in tracked else read(name))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert cells, f"{name} has no code cells"
        if any(cell["outputs"] or cell["execution_count"] is not None for cell in cells):
            dirty.append(name)

    assert names
    assert dirty == [], "run nbstripout on these notebooks"


def test_no_file_names_a_machine_path_or_a_registry_host(files_for_git: list[str]) -> None:
    found = []
    texts = 0
    for name in files_for_git:
        try:
            lines = read(name).splitlines()
        except UnicodeDecodeError:
            continue  # a picture
        texts += 1
        for number, line in enumerate(lines, start=1):
            if MACHINE_PATH.search(line) or any(host in line for host in REGISTRY_HOSTS):
                found.append(f"{name}:{number}: {line.strip()[:100]}")

    assert texts
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_machine_path"),
    [
        ("/".join(["", "home", "someone", "leerkring"]), True),
        ('"' + "/".join(["", "tmp", "x"]) + '"', True),
        ("\\".join(["C:", "Users", "someone"]), True),
        ("\\\\".join(["C:", "Users", "someone"]), True),
        ("data/voorbeeld-2021/home/x", False),
        ("https://example.org/home/x", False),
        ("../x", False),
    ],
)
def test_machine_path_is_recognised(text: str, is_machine_path: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is is_machine_path


# One version, one licence


def test_version_and_date_are_the_same_everywhere() -> None:
    citation = yaml.safe_load(read("CITATION.cff"))
    publiccode = yaml.safe_load(read("publiccode.yml"))
    version, released = newest_release()

    assert leerkring.__version__ == version
    assert (citation["version"], str(citation["date-released"])) == (version, released)
    assert (publiccode["softwareVersion"], publiccode["releaseDate"]) == (version, released)


def test_licence_is_the_same_everywhere() -> None:
    assert PYPROJECT["license"] == "EUPL-1.2"
    assert yaml.safe_load(read("CITATION.cff"))["license"] == "EUPL-1.2"
    assert yaml.safe_load(read("publiccode.yml"))["legal"]["license"] == "EUPL-1.2"
    assert read("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")


def test_publiccode_describes_the_project_within_the_limits_of_the_standard() -> None:
    descriptions = yaml.safe_load(read("publiccode.yml"))["description"]

    assert sorted(descriptions) == ["en", "nl"]
    for text in descriptions.values():
        assert 0 < len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_hooks_run_what_is_installed_and_download_nothing() -> None:
    repos = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]

    assert [repo["repo"] for repo in repos] == ["local"]
    assert {hook["language"] for hook in repos[0]["hooks"]} == {"system"}
    assert {name_of(hook["entry"]) for hook in repos[0]["hooks"]} == {"nbstripout", "ruff"}
