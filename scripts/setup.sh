#!/bin/sh
# Sets this checkout up: looks for the tools, writes .env, installs the npm packages. On Windows: scripts\setup.ps1
set -eu
cd "$(dirname "$0")/.."
if ! command -v node > /dev/null 2>&1; then
  echo "Node is missing, and everything needs it: 20.19 or newer, from https://nodejs.org or your package manager." >&2
  exit 1
fi
exec node scripts/setup.mjs "$@"
