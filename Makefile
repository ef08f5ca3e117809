.PHONY: help run test exercises lint format weave static docs docs-check conformance bench bench-full fuzz clean

VENV := .venv
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
LESSONS := .build/release/lessons
SOURCES := Package.swift Sources Tests Exercises/Package.swift $(wildcard Exercises/*/Starter.swift Exercises/*/Test.swift Exercises/Solutions/*.swift)
SECONDS := 60
# Everything inside, the C library too, and no symbols; macOS has Swift's library already, and no static programs.
STATIC := $(if $(filter Linux,$(shell uname)),--static-swift-stdlib -Xswiftc -static-executable -Xlinker -s)

help: ## list these words
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

run: ## every lesson in order, on data/
	swift run -c release lessons

test: ## verify every lesson
	swift test

exercises: ## prove that every exercise's starter fails its check and its solution passes
	swift build -c release
	python3 Exercises/prove.py

lint: ## check the format of the Swift files
	swift format lint --strict --recursive $(SOURCES)

format: ## put the Swift files into format
	swift format --in-place --recursive $(SOURCES)

weave: ## refresh code, output and pictures in Lessons/
	swift run -c release lessons weave

static: ## one file that runs where there is no Swift: .build-static/release/lessons
	swift build -c release --product lessons --scratch-path .build-static $(STATIC)

docs: ## the reference of all modules and the lessons as one site: .build/docs
	swift build -c release
	python3 Tests/Docs/build.py

docs-check: $(VENV)/browser-ready ## open the site in a headless browser, follow every link, find every picture
	$(VENV)/bin/python Tests/Docs/check.py

conformance: $(VENV)/ready ## let real TensorFlow and TFT judge what we write
	swift build -c release
	$(VENV)/bin/python -m pytest -q -rs Tests/Conformance --lessons $(LESSONS)

bench: $(VENV)/bench-ready ## measure us against polars, tf.data and TFT; options in BENCH="..."
	swift build -c release
	@# The build of a package outside this one sees neither new files here nor changed signatures, and would not link.
	rm -f Tests/Benchmarks/.build/*.yaml
	touch Package.swift Tests/Benchmarks/Package.swift Tests/Benchmarks/Sources/benchmarks/*.swift
	swift build -c release --package-path Tests/Benchmarks
	$(VENV)/bin/python Tests/Benchmarks/bench.py $(BENCH)

bench-full: ## measure lesson 7 at 2, 20 and 55 million rows; options in BENCH="..."
	swift build -c release
	python3 Tests/Benchmarks/full_scale.py $(BENCH)

fuzz: ## let fuzzers at what we read, SECONDS=60 each; some of them with TARGETS="csv inflate"
	python3 Tests/Fuzzing/fuzz.py --seconds $(SECONDS) $(TARGETS)

clean: ## remove what was built and made
	rm -rf .build .build-fuzz .build-static Tests/Benchmarks/.build Exercises/.build working_area $(VENV)

$(VENV)/browser-ready: Tests/Docs/requirements.txt
	python3 -m venv --clear $(VENV)
	$(PIP) -r $<
	touch $@

$(VENV)/ready: Tests/Conformance/requirements.txt Tests/Conformance/mermaid.txt $(VENV)/browser-ready
	$(PIP) -r $<
	$(PIP) --no-deps --ignore-requires-python --require-hashes -r Tests/Conformance/mermaid.txt
	touch $@

$(VENV)/bench-ready: Tests/Benchmarks/requirements.txt $(VENV)/ready
	$(PIP) -r $<
	touch $@
