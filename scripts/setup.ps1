# Sets this checkout up: looks for the tools, writes .env, installs the npm packages. On Linux and macOS: scripts/setup.sh
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')
if (-not (Get-Command node -ErrorAction SilentlyContinue)) {
  Write-Error 'Node is missing, and everything needs it: 20.19 or newer, from https://nodejs.org or with "winget install OpenJS.NodeJS.LTS".' -ErrorAction Continue
  exit 1
}
& node scripts/setup.mjs @args
exit $LASTEXITCODE
