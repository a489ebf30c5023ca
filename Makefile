# Everything a developer types. Each target first makes .venv ready; on a fresh Debian machine only make is needed.

PYTHON := .venv/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
JOBS ?= 2

.PHONY: help run test test-office test-screen lint coverage bench screenshots wheel-test freeze deb portable \
	install-test windows-installer windows-test clean

help:
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

run: ## open the window with the 2024 form; without a screen do the same job into ./demo
	@packaging/bootstrap run
	@$(PYTHON) packaging/demo.py demo

test: lint ## style, types and all tests
	$(OFFSCREEN) $(PYTHON) -m pytest -n $(JOBS)

test-office: ## what LibreOffice prints from our workbooks (installs it when it may)
	@packaging/bootstrap office
	$(PYTHON) -m pytest tests/office

test-screen: ## a real window under Xvfb, by keys and by what a screen reader hears (installs both when it may)
	@packaging/bootstrap screen
	xvfb-run -a -s "-screen 0 1366x768x24" dbus-run-session -- $(PYTHON) -m pytest tests/screen

lint: ## style and types
	@packaging/bootstrap test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy

coverage: ## all tests, measured: no file may fall below its floor
	@packaging/bootstrap test
	$(PYTHON) -m coverage erase
	$(OFFSCREEN) $(PYTHON) -m coverage run -m pytest -q -n $(JOBS)
	$(PYTHON) -m coverage combine -q
	$(PYTHON) packaging/coverage_floor.py

bench: ## speed and memory against peers measured in the same run
	@packaging/bootstrap test
	$(OFFSCREEN) $(PYTHON) -m benchmarks

screenshots: ## draw every window and dialog into docs/images
	@packaging/bootstrap test
	$(OFFSCREEN) $(PYTHON) packaging/screenshots.py

wheel-test: ## build the wheel, install it alone and do the main job with it
	@packaging/bootstrap test
	$(OFFSCREEN) $(PYTHON) packaging/wheel_test.py

freeze: # the folder that deb and portable pack, made once for both
	@packaging/bootstrap freeze
	$(PYTHON) packaging/frozen/freeze.py

deb: freeze ## a Debian package in dist/, with the program's own Python inside
	$(OFFSCREEN) $(PYTHON) packaging/linux/make_deb.py

portable: freeze ## the same as an archive that keeps its data beside itself
	$(PYTHON) packaging/linux/make_portable.py

install-test: deb portable ## as root: use package and portable folder like a clerk on a fresh Debian, then remove them
	packaging/linux/install_test.sh

windows-installer: ## on Linux: an installer and a portable archive for Windows in dist/
	@packaging/bootstrap windows
	$(PYTHON) packaging/windows/make_installer.py

windows-test: windows-installer ## install, use and remove it under Wine, as far as Wine goes
	@packaging/bootstrap windows-test
	$(PYTHON) packaging/windows/wine_test.py

clean: ## remove what was made, but not .venv
	rm -rf build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
