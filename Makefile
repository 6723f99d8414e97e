# Punctual: everything starts here. A JDK 25 or newer is found by deploy/find-jdk; Maven is the installed one.
.DEFAULT_GOAL := help
.PHONY: help build run test test-all bench format clean

help: ## Show this help
	@echo "make <target>:"
	@grep -E '^[a-z-]+:.*##' Makefile | sed -e 's/:.*## /	/' | awk -F '\t' '{ printf "  %-10s %s\n", $$1, $$2 }'

build: ## Package both services and the launcher, without tests
	@deploy/build

run: build ## Build and start everything on this machine: database, mail server, both services (Ctrl-C stops it)
	@java_home="$$(deploy/find-jdk)" && exec "$$java_home/bin/java" -jar deploy/local/target/local-1.0.0-SNAPSHOT.jar

test: ## Run all tests of all modules, and the format, dependency, licence and architecture checks
	@deploy/maven verify --no-transfer-progress -Psbom

test-all: ## The same, with the slow tests
	@deploy/maven verify --no-transfer-progress -Pslow,sbom

bench: ## Measure everything against others and against the limit (half an hour; leave the machine alone meanwhile)
	@deploy/maven package -q -Pquick -pl trial -am
	@java_home="$$(deploy/find-jdk)" && exec "$$java_home/bin/java" -jar trial/target/quarkus-app/quarkus-run.jar bench $(SCENARIOS) $(BENCH)

format: ## Format the Java sources
	@deploy/maven spotless:apply -q

clean: ## Remove what was built (the data in .data stays)
	@deploy/maven clean -q
