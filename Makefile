# Everything a newcomer needs: make build, make test, make check. Only Python 3.11+, make and git have to be there.
# PYTHON chooses the interpreter (make build PYTHON=/path/to/python); without it the first one that is good enough is taken.
# VENV puts the environment elsewhere, to try a second interpreter (make test PYTHON=python3.13 VENV=.venv-3.13).

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help build notebooks test check format-check lint types bench accuracy fuzz endurance lock clean python

help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(READY) ## Read sources/ and write extracted/
	$(BIN)/tizmek build
	@echo "The tables are in extracted/ (Parquet); extracted/datapackage.json says what each column means."

notebooks: $(READY) ## Run the notebooks on extracted/ and keep what they show
	$(BIN)/python -m notebooks.refresh

test: $(READY) ## Run the tests and the doctests, on all processors
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope

check: format-check lint types test ## Run every check: format, lint, types, architecture, doctests, tests

format-check: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy --strict

bench: $(READY) ## Measure builds, the start of the command, the linking of names, and many acts
	$(BIN)/python -m benchmarks.builds
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.linking
	$(BIN)/python -m benchmarks.unseen_names
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.many_acts
	$(BIN)/python -m benchmarks.adding

accuracy: $(READY) ## Measure how many rows of made-up acts come out right, and write docs/accuracy.md
	$(BIN)/python -m benchmarks.accuracy

fuzz: $(READY) ## Damage 1,000 documents of each format and judge what is read of them
	for reader in text markdown html docx pdf; do $(BIN)/python -m tests.fuzz --reader $$reader || exit 1; done

endurance: $(READY) ## Sequences of operations, kills at any moment, disks that fail: hours, and nothing may be lost
	for trial in operations kills failing full same; do $(BIN)/python -m tests.endurance $$trial || exit 1; done

lock: python ## Write requirements.lock anew: what a fresh install of pyproject.toml gives today
	rm -rf build/lock
	"$(PYTHON)" -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade pip setuptools
	build/lock/bin/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	  print("\n".join(p["dependencies"] + p["optional-dependencies"]["dev"]))' > build/lock/wanted.txt
	build/lock/bin/python -m pip install --quiet --only-binary :all: -r build/lock/wanted.txt
	{ echo "# Exact versions of everything in the environment. Written by 'make lock'; do not edit."; \
	  build/lock/bin/python -m pip freeze --all --exclude pip; } > requirements.lock
	rm -rf build/lock

clean: ## Remove the environment and every cache; extracted/ stays
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made again only when what it is made from changes. The stamp is written last, so that an
# installation that broke off is not taken for a finished one.
$(READY): requirements.lock pyproject.toml | python
	rm -rf $(VENV)
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

python:
	@"$(PYTHON)" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "No Python 3.11 or newer with venv and ensurepip was found ($(if $(PYTHON),tried $(PYTHON),tried python3.11 to python3.13, python3, python))." >&2; \
	echo "Install one (on Debian: apt-get install python3 python3-venv) or name it: make build PYTHON=/path/to/python" >&2; \
	exit 1; }
