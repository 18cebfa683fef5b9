# make ui          the web interface at http://127.0.0.1:7860 (installs and indexes first, as far as needed)
# make ask Q="…"   answer a question (installs and indexes first, as far as needed)
# make test        install what the tests need and run them
# make test-slow   run the tests that take long and prove what others prove more cheaply
# make index       bring the index up to date with corpus/
# make bench       measure quality and speed, printed as one Markdown table
# make brief       rebuild the brief's PDF from its source (needs the Noto CJK fonts)
# make clean       remove the environment; the index stays
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors only. Modules are compiled when they are first imported: most of torch's never are.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile --constraint constraints.txt
# Where the environment forbids it (images of containers do), every process would compile them again.
unexport PYTHONDONTWRITEBYTECODE
# The question as it was typed: make expands none of its dollars, the shell sees it in single quotes.
QUESTION = $(subst ','\'',$(value Q))
unexport Q

.PHONY: ui ask index test test-slow bench brief clean

# An empty corpus is no reason to stop: documents can be added in the interface.
ui: $(VENV)/.installed-ui
	@$(BIN)/kotae index || true
	@$(BIN)/kotae serve

ask: $(VENV)/.installed
	@test -n '$(QUESTION)' || { echo 'Ask something: make ask Q="…"'; exit 2; }
	@$(BIN)/kotae index
	@$(BIN)/kotae ask -- '$(QUESTION)'

index: $(VENV)/.installed
	@$(BIN)/kotae index

test: $(VENV)/.installed-tests node_modules
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	  echo "Chromium is missing: the browser tests are skipped (Debian: apt-get install chromium fonts-noto-cjk)"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

test-slow: $(VENV)/.installed-tests
	$(BIN)/python -m pytest -m slow

bench: $(VENV)/.installed-tests
	$(BIN)/python benchmarks/run.py

brief: $(VENV)/.installed
	@$(PIP) --editable '.[brief]'
	$(BIN)/python corpus/build_brief.py

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kotae needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Kotae into $(VENV) (once; some minutes, 2.5 GB) …"
	@$(PIP) --editable .
	@touch $@

# All at once: pip takes a minute or so to see, once more, that what is there is what is wanted.
$(VENV)/.installed-tests: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Kotae and what its tests need into $(VENV) (once; some minutes, 3.3 GB) …"
	@$(PIP) --editable '.[ui,milvus,test]'
	@touch $(VENV)/.installed $(VENV)/.installed-ui $@

$(VENV)/.installed-ui: $(VENV)/.installed
	@$(PIP) --editable '.[ui]'
	@touch $@

# axe-core, for the accessibility tests.
node_modules: package.json
	@if command -v npm >/dev/null; \
	then npm install --no-package-lock --no-audit --no-fund --silent; \
	else echo "npm is missing: the accessibility tests are skipped"; fi
	@mkdir -p $@ && touch $@
