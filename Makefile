# The two commands to know: `make demo` and `make test`. `make help` lists the others.
# Needs make and a Python from 3.11 to 3.13, nothing else.

VENV := .venv
RUN := $(VENV)/bin/python
MANAGE := $(RUN) manage.py
PYTEST := $(RUN) -m pytest $(if $(CI),-p tests.no_skips)
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
PORT ?= 8000

SITE_READY := $(VENV)/.site-ready
TESTS_READY := $(VENV)/.tests-ready
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help demo test slow race browser bench check format messages lock clean

help:  ## List the commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

demo: export SITE_URL ?= http://127.0.0.1:$(PORT)
demo: $(SITE_READY)  ## Start the demo territory on http://127.0.0.1:8000/ (PORT=… for another)
	@$(MANAGE) demo --port $(PORT)

test: $(TESTS_READY)  ## Run the tests; CI=1 makes a skipped test a failure
	$(MANAGE) translations --compile
	$(PYTEST) -n 2 --nomigrations -m "not browser and not postgres and not race and not slow"
	RACE_DIVISOR=4 $(RUN) -m tests.postgres $(PYTEST) -n 2 --nomigrations -m "(postgres or race) and not browser"
	$(if $(CHROMIUM)$(CI),$(MAKE) browser,@echo "Browser tests skipped: no chromium on this machine.")

slow: $(TESTS_READY)  ## Run the long tests: who may open what, all pages by axe and by keyboard, lives at random, real processes
	$(MANAGE) translations --compile
	$(PYTEST) -n 2 --nomigrations -m "slow and not postgres"

race: $(TESTS_READY)  ## Run the races, each with its negative control, on PostgreSQL
	$(RUN) -m tests.postgres $(PYTEST) --nomigrations -m race

browser: $(TESTS_READY)  ## Run the tests that drive a real browser, but for the long ones
	$(MANAGE) translations --compile
	$(PYTEST) -n 2 --nomigrations -m "browser and not slow"

bench: $(SITE_READY)  ## Measure the site beside stock django-oscar (ARGS="--only home")
	$(MANAGE) bench $(ARGS)

check: $(TESTS_READY)  ## Check style, layers, types, migrations, translations and deployment
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(VENV)/bin/lint-imports
	$(RUN) -m mypy
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) translations --check
	DJANGO_SETTINGS_MODULE=marketplace.settings.production DATABASE_URL=sqlite:///unused \
	REDIS_URL=redis://unused EMAIL_URL=smtp://unused \
	SECRET_KEY="$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	$(MANAGE) check --deploy --fail-level WARNING

format: $(TESTS_READY)  ## Put the code in form
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

messages: $(SITE_READY)  ## Gather the strings to translate, then compile the translations
	$(MANAGE) translations

LOCK = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

lock: $(SITE_READY)  ## Lock what requirements.in and tests/requirements.in ask for
	$(RUN) -m pip install --quiet --disable-pip-version-check uv
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) tests/requirements.in --output-file tests/requirements.txt

clean:  ## Forget the demo's data and what was built; the code stays
	rm -rf var $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The first Python that really is one of ours: an alias without a version behind it is passed over.
$(RUN):
	@for candidate in python3.13 python3.12 python3.11 python3; do \
		if $$candidate -c 'import ensurepip, sqlite3, ssl, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
		then echo "Building $(VENV) with $$($$candidate --version)"; exec $$candidate -m venv $(VENV); fi; \
	done; \
	echo "No Python from 3.11 to 3.13 with its venv module was found (on Debian: apt install python3-venv)." >&2; exit 1

# The tests' lock holds the site's: what is ready for tests is ready for the site.
$(SITE_READY): requirements.txt | $(RUN)
	@echo "Installing what the site needs"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(TESTS_READY): requirements.txt tests/requirements.txt | $(RUN)
	@echo "Installing what the site and its tests need"
	@$(INSTALL) -r tests/requirements.txt
	@touch $(SITE_READY) $@
