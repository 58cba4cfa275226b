# Every command of the project. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup doctor install build start dev say test check golden format migrate api-key tools charts golden-charts cluster-test bench images compose-test clean

BIN := node_modules/.bin
SOURCES := $(wildcard libs/*/src libs/*/test apps/*/src apps/*/test tests/src)

help: ## Lists the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Looks for the tools, writes .env with secrets of your own, says what is missing and where to get it
	@sh scripts/setup.sh

doctor: build ## Says what is right here and what is not: tools, ports, settings, database, streams, webhook, cluster
	@node scripts/doctor.mjs $(ONLY)

install: ## Installs the npm packages, if the lock file has changed
	@node scripts/install.mjs

build: install ## Compiles everything (only what has changed)
	@$(BIN)/turbo run build --log-order=grouped --output-logs=errors-only

start: build ## Starts everything on this machine, with a phone in the browser; needs nothing but Node
	@node apps/standalone/dist/main.js

dev: build ## Starts every app as a process of its own on real NATS and Postgres, and restarts them on changes
	@node scripts/dev.mjs

say: install ## Sends one signed webhook to a running gateway: make say TEXT=hi
	@node scripts/say.mjs "$(TEXT)"

test: build ## Runs every test; brings nats-server, Postgres and Chromium if they are missing
	@$(BIN)/tsc -b
	@node scripts/test.mjs $(ONLY)

check: build ## What CI runs beside the tests: format, lint, imports, dead code, lock file, goldens, chart, workflows
	$(BIN)/biome check .
	node scripts/check-lock.mjs
	node scripts/version.mjs --check
	node scripts/references.mjs --check
	$(BIN)/depcruise --config .dependency-cruiser.cjs $(SOURCES)
	$(BIN)/knip --no-config-hints
	npm run --silent --workspace @astria-bot/store generate -- --check
	node scripts/golden.mjs --check
	node scripts/charts.mjs
	node scripts/workflows.mjs

golden: build ## Writes the generated files anew (migrations, AsyncAPI, OpenAPI, settings, the chart's renders)
	npm run --silent --workspace @astria-bot/store generate
	node scripts/golden.mjs
	node scripts/charts.mjs --write

format: install ## Formats and repairs what the linter can repair
	$(BIN)/biome check --write .

migrate: build ## Brings the database at DATABASE_URL to the newest schema
	@node libs/store/dist/migrate.js

api-key: build ## Makes a key of the API in the database at DATABASE_URL: make api-key NAME=ann ROLE=agent
	@node apps/maintenance/dist/main.js api-key create "$(NAME)" "$(ROLE)"

tools: install ## Brings nats-server and Chromium for the tests
	@node scripts/tools.mjs

charts: install ## Holds the chart and k8s/ against helm 4 and 3, strict schemas and kube-linter (Go builds them, once)
	@node scripts/charts.mjs

cluster-test: build ## Installs the chart on a real control plane (Go builds it once, in ten minutes): policies, scaling, jobs
	@$(BIN)/tsc -b
	@node scripts/cluster-test.mjs

golden-charts: install ## Renders the chart's goldens and k8s/ anew
	@node scripts/charts.mjs --write

bench: build ## Measures webhooks and conversation turns per second
	@node scripts/bench.mjs $(ONLY)

images: build ## Builds every image and runs each as the cluster will; brings Docker where it can: make images ONLY=gateway
	@node scripts/docker/images.mjs $(ONLY)

compose-test: build ## Plays the whole story through the containers of docker-compose.yml
	@$(BIN)/tsc -b
	@node scripts/docker/compose-test.mjs

clean: ## Removes what was compiled
	rm -rf libs/*/dist apps/*/dist tests/dist .turbo node_modules/.cache .tap
