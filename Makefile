# What a fresh clone needs: GNU make and Python 3.11 or newer. Everything else is made here, in .venv.
#
#   make report   verify, train, plot, and write report/index.html, and report/PAPER/index.html for the other papers
#   make test     every test                    make proofs   the proof suite and its ledger
#   make docs     docs/_build/html/index.html   make lint     ruff and mypy
#   make formal   Coq's kernel over the proofs
#   make fuzz     10,000 mutants of order certificates by two checkers, and 10,000 damaged circuit files
#   make plant    every error in every formula that the proof suite decides; make mutation: errors in its code
#   make toys     650 toy runs, killed midway and started again twice at once
#   make kills    the reproduction on tiny models, killed at 30 random moments
#   make flaky    every test that chance could decide, TIMES=200 times; may be stopped, and goes on from RECORD=tests/flaky.json

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PRESET ?= cpu
# Two workers: the suite is laid out for two cores.
WORKERS ?= 2

# The papers beside the first: each gets a report of its own, in report/<paper>.
OTHERS := $(filter-out wies-2023,$(subst _,-,$(patsubst theory/papers/%/__init__.py,%,$(wildcard theory/papers/*/__init__.py))))

.DEFAULT_GOAL := help
.PHONY: help report test proofs docs lint bench plant mutation toys kills fuzz flaky clean
SHARE ?= 0.05

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: Python 3.11 or newer is needed; say which with PYTHON=..." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	@touch $@

report: $(INSTALLED)
	$(BIN)/subtask report --preset $(PRESET)
	for paper in $(OTHERS); do $(BIN)/subtask report --paper $$paper --out report/$$paper || exit 1; done

test: $(INSTALLED)
	$(BIN)/pytest -n $(WORKERS) theory/ tests/

proofs: $(INSTALLED)
	$(BIN)/pytest theory/

# The docs show the ledger as the proofs left it, so it must be there and not older than they are. Every page is built
# afresh (-E): its numbers are computed.
ledger.json: $(INSTALLED) $(shell find theory -name '*.py')
	$(BIN)/pytest --quiet theory/

docs: ledger.json
	$(BIN)/python -m sphinx -E -W --keep-going -q -b html docs docs/_build/html
	SUBTASK_SITE=docs/_build/html $(BIN)/pytest -q tests/docs/test_width.py
	@echo "docs/_build/html/index.html"

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(INSTALLED)
	$(BIN)/pytest --benchmark-only tests/benchmarks

plant: $(INSTALLED)
	$(BIN)/pytest -q theory/ --plant all --plant-record tests/mutation/clauses.json

mutation: $(INSTALLED)
	$(BIN)/python -m tests.mutation --share $(SHARE) --record tests/mutation/code.json

# Coq is needed too.
fuzz: $(INSTALLED)
	$(BIN)/python -m tests.fuzz.orders
	SUBTASK_MUTANTS=10000 $(BIN)/pytest -q tests/tasks/test_circuit_fuzz.py

toys: $(INSTALLED)
	SUBTASK_TOYS=650 $(BIN)/pytest tests/empirics/test_sweep.py -k killed_midway

kills: $(INSTALLED)
	SUBTASK_KILLS=30 $(BIN)/pytest tests/empirics/test_reproduce.py -k killed_at_any_moment

# Days, for all of them 200 times: ONLY=kill,lock chooses by name.
TIMES ?= 200
RECORD ?= tests/flaky.json
flaky: $(INSTALLED)
	nice $(BIN)/python -m tests.flaky --times $(TIMES) --record $(RECORD) --only '$(ONLY)'

clean:
	rm -rf $(VENV) build docs/_build docs/_generated report ledger.json

include theory/formal/formal.mk
