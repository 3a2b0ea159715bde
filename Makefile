# The two commands of the README are `make demo` and `make test`. Each sets up what it needs, on a
# machine that has Python 3.11 or newer and make, and does that once: .venv is made again only when
# pyproject.toml has changed.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

.PHONY: demo test lint types example docs clean

demo: $(RUN)
	@$(BIN)/samgraf --workspace samgraf-demo demo

test: $(DEV)
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)
	$(BIN)/mypy

example: $(DEV)   ## write the example report and the example register again
	$(BIN)/python examples/make_example.py --pdf
	$(BIN)/python examples/make_register.py

docs: $(DEV)      ## write docs/commands.md again from the commands' own help
	$(BIN)/python docs/make_commands.py
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python docs/make_queries.py
	$(BIN)/python docs/examples.py --write

clean:
	rm -rf $(VENV) samgraf-demo build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# One search for both: the newest Python that is new enough and works. A pyenv shim can be there and not run.
$(VENV)/bin/python:
	@for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3; do \
	  if command -v $$python >/dev/null 2>&1 && \
	     $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'samgraf behöver Python 3.11 eller nyare, men ingen hittades. Installera Python (på Debian och Ubuntu: apt-get install python3 python3-venv) och kör igen.' >&2; \
	  echo 'samgraf needs Python 3.11 or newer and none was found.' >&2; exit 3; \
	fi; \
	echo "Python: $$($$found --version) -> $(VENV)" >&2; \
	if ! $$found -m venv $(VENV) >/dev/null 2>$(VENV).log; then \
	  cat $(VENV).log >&2; rm -rf $(VENV) $(VENV).log; \
	  echo 'Det gick inte att göra en virtuell miljö. På Debian och Ubuntu: apt-get install python3-venv' >&2; exit 3; \
	fi; rm -f $(VENV).log

$(RUN): pyproject.toml | $(VENV)/bin/python
	@echo 'Installerar samgraf i $(VENV) (första gången tar det en minut eller två) ...' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV): pyproject.toml | $(VENV)/bin/python
	@echo 'Installerar samgraf och verktygen i $(VENV) (första gången tar det några minuter) ...' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(RUN)
