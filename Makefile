# Every command installs what is missing first. `make demo` and `make test` are the two to begin with.
.PHONY: demo test up dev migrate schema documents bench install types lint
.DEFAULT_GOAL := demo

# npm keeps its own record of what is installed; it is asked again only when the wishes have changed
node_modules/.package-lock.json: package.json package-lock.json
	npm install --no-save --no-audit --no-fund --loglevel=error
	npx tap build > /dev/null
	@touch $@

install: node_modules/.package-lock.json

demo: install
	@npm run --silent demo

up: install
	@npm run --silent up

# as `up`, started again whenever a file changes
dev: install
	@npm run --silent dev

# types and lint beside each other: each keeps one core busy
test: install
	@$(MAKE) --no-print-directory -j2 types lint
	npm test

types: install
	npm run --silent types

lint: install
	npm run --silent lint

migrate: install
	@npm run --silent migrate

schema: install
	@npm run --silent schema

# what is drawn and listed from the statechart
documents: install
	@npm run --silent documents

bench: install
	@npm run --silent bench
