# Everything starts from plain python3: each target makes the environment that it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := tests/browser/node_modules
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: rapporten test check browser benchmark lab clean

rapporten: $(VENV)/.run  ## make every report; open output/index.html
	$(BIN)/leerkring run

test: $(VENV)/.dev  ## run the tests; tests/conftest.py says in which order, and how many at a time
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev  ## lint, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(VENV)/.dev $(NODE)/.made  ## open every report in Chromium; needs Debian's chromium, npm and poppler-utils
	$(BIN)/python -m pytest -m browser -n auto --dist loadfile

benchmark: $(VENV)/.dev  ## measure what a report costs, beside the usual loop and the floor
	$(BIN)/python benchmarks/batch.py
	$(BIN)/python benchmarks/growth.py

lab: $(VENV)/.run  ## open JupyterLab on its start page, with the settings in .jupyter/
	$(BIN)/jupyter lab --config=.jupyter/lab.json $(LAB)

clean:  ## remove the environment and the reports
	rm -rf $(VENV) $(NODE) output

$(VENV)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) -e ".[dev]"
	touch $@

$(NODE)/.made: tests/browser/package.json tests/browser/.npmrc
	@command -v npm >/dev/null || { echo "the browser tests need npm: apt-get install nodejs npm" >&2; exit 1; }
	cd tests/browser && npm install --loglevel=error
	touch $@
