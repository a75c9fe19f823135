# Every command a developer or CI needs. `make demo` first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo test check gate quality models models-check bench peers clean

setup: $(STAMP)

# pip below 24 cannot install readability-lxml beside trafilatura, so it is upgraded inside the environment first.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "leadseam needs Python 3.11, 3.12 or 3.13; found $$($(PYTHON) --version 2>&1). Install one and run: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing leadseam into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=24.2" || \
	  { echo "The package index cannot be reached: check the network or pip's index setting (pip config list), then run make again."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev || \
	  { echo "Installing failed; the lines above say what is missing. Run make again when it is mended."; exit 1; }
	@touch $@
	@echo "Ready: $(BIN)/leadseam --help"

demo: $(STAMP)
	@$(BIN)/leadseam demo

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(STAMP)
	$(BIN)/python -m pytest tests/gate.py --no-header -q

quality: $(STAMP)
	$(BIN)/python corpus/quality.py

# What the taggers learn from lies in corpus/; training needs the packages of the group `recipes`.
models models-check: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group recipes || \
	  { echo "The packages for training cannot be installed: check the package index (pip config list), then run make $@ again."; exit 1; }
	$(BIN)/python models/recipes/projects.py $(if $(filter models-check,$@),--check)

bench: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench || \
	  { echo "The yardsticks cannot be installed: check the package index (pip config list), then run make bench again."; exit 1; }
	$(BIN)/python -W ignore bench/run.py
	$(BIN)/python bench/values.py

# The other libraries have an environment of their own: their requirements do not agree with ours.
peers: $(STAMP) .venv-peers/.installed
	$(BIN)/python -W ignore bench/peers .venv-peers/bin/python ../shared/data/values docs/reference/values.md

.venv-peers/.installed: bench/peers/requirements.txt
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement bench/peers/requirements.txt || \
	  { echo "The other libraries cannot be installed: check the package index (pip config list), then run make peers again."; exit 1; }
	@touch $@

clean:
	rm -rf $(VENV) .venv-peers build dist demo .mypy_cache .ruff_cache .pytest_cache
