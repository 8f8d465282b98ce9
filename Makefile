# make demo   runs the main job on the example reports and says where the tables are
# make test   runs the tests
# Both install what they need into the active virtual environment, or into .venv where none is active.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
ifdef VIRTUAL_ENV
VENV := $(VIRTUAL_ENV)
else
VENV := $(CURDIR)/.venv
endif
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export DO_NOT_TRACK := 1
DEMO_HOME := $(CURDIR)/demo

.PHONY: help install demo test ui check bench dossier-check soak clean lock codebook calibration
help:
	@sed -n '1,3p' Makefile | sed 's/^# //'
	@echo "make ui     the Dagster UI on the demo's home"
	@echo "make check  formatting, lint and types"
	@echo "make bench  benchmarks"
	@echo "make dossier-check  the dossiers in Chromium, and axe-core on them (needs chromium and npm)"
	@echo "make calibration  counts how often each rule of the coder is right, its confidence"
	@echo "make soak   kills at fifty random moments (minutes)"
	@echo "make clean  removes what these commands made, data/ excepted"

# The lock names everything, so pip resolves nothing (--no-deps).
# The stamp holds the hash of the lock file, so that installing costs nothing until the lock changes.
install:
	@if [ ! -x "$(BIN)/python" ]; then "$(PYTHON)" -m venv "$(VENV)"; fi
	@want="$$(sha256sum requirements.lock pyproject.toml | sha256sum | cut -c1-64) $(CURDIR)"; \
	if [ "$$(cat "$(VENV)/.parley-installed" 2>/dev/null || true)" != "$$want" ]; then \
		echo "installing into $(VENV) ..."; \
		"$(BIN)/python" -m pip install -q --no-deps --require-hashes -r requirements.lock; \
		"$(BIN)/python" -m pip install -q --no-deps --no-build-isolation -e .; \
		echo "$$want" > "$(VENV)/.parley-installed"; \
	fi

demo: install
	@PARLEY_HOME="$(DEMO_HOME)" "$(BIN)/python" examples/demo.py

# In the order of their names the files with the longest tests, which build or are killed, come first: else one holds up the end.
test: install
	@"$(BIN)/python" -m pytest -n 2 --dist loadfile --no-loadscope-reorder

ui: install
	@mkdir -p "$(DEMO_HOME)/inbox" && cp -n examples/inbox/* "$(DEMO_HOME)/inbox/" && \
	PARLEY_HOME="$${PARLEY_HOME:-$(DEMO_HOME)}" "$(BIN)/parley" ui

check: install
	@"$(BIN)/ruff" format --check . && "$(BIN)/ruff" check . && "$(BIN)/mypy"

bench: install
	@"$(BIN)/python" -m benchmarks

# Any Chromium on the PATH (Debian: apt-get install chromium); axe-core from the npm registry, by version and hash.
AXE := 4.14.1
AXE_SHA256 := 29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
dossier-check: install
	@test -n "$${PARLEY_CHROMIUM:-}$$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)" || \
		{ echo "no Chromium on the PATH (Debian: apt-get install chromium)"; exit 1; }
	@mkdir -p .make && cd .make && npm pack --silent "axe-core@$(AXE)" > /dev/null && \
		tar xzf "axe-core-$(AXE).tgz" package/axe.min.js && echo "$(AXE_SHA256)  package/axe.min.js" | sha256sum -c --quiet
	@PARLEY_AXE="$(CURDIR)/.make/package/axe.min.js" "$(BIN)/python" -m pytest -n 0 -rs tests/dossiers

soak: install
	@"$(BIN)/python" -m pytest -m soak tests/soak -s

codebook: install
	@"$(BIN)/python" -m pipelines.release.codebook > docs/codebook.md

calibration: install
	@"$(BIN)/python" -m pipelines.evaluation.calibration --write tests/coding/seen examples/gold

lock:
	@"$(BIN)/python" -m pip install -q pip-tools && "$(BIN)/pip-compile" -q --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-header --no-strip-extras --extra dev --all-build-deps --allow-unsafe --no-annotate -o requirements.lock pyproject.toml

clean:
	@rm -rf demo .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info && find . -name __pycache__ -type d -prune -exec rm -rf {} +
