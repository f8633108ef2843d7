#!/bin/bash
# Brings a release up, beside the one that runs, and takes it back when it does not answer.
#
#   deploy.sh <branch, tag or commit>   a new release from the repository
#   deploy.sh back                      the release before the one that runs
#   deploy.sh run <script> [words]      an npm script of the current release: run maintenance on, run backup
#
# Everything is below $HOME_DIR (/srv/aroundtheworld): repository/ releases/<time>/ current -> releases/<time> data/.
# The environment is in $ENV_FILE (/etc/aroundtheworld.env). Run it as the user the site runs as.
set -euo pipefail

HOME_DIR=${HOME_DIR:-/srv/aroundtheworld}
ENV_FILE=${ENV_FILE:-/etc/aroundtheworld.env}
KEEP=${KEEP:-5}
RESTART=${RESTART:-sudo /usr/bin/systemctl restart aroundtheworld}

current=$HOME_DIR/current
say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

[ -r "$ENV_FILE" ] || die "The file $ENV_FILE is missing: deploy/README.md says what stands in it."
set -a
# shellcheck disable=SC1090
. "$ENV_FILE"
set +a
: "${DATA_DIR:?DATA_DIR is missing in $ENV_FILE}"
app_port=${APP_PORT:-8000}
admin_port=${ADMIN_PORT:-8100}

npm_in() { (cd "$1" && shift && npm run --silent "$@"); }
running() { npm_in "$1" pm2 -- ping >/dev/null 2>&1; }
package_version() { sed -n 's/^ *"version": "\([^"]*\)".*/\1/p' "$1/node_modules/$2/package.json" | head -n 1; }

# The release whose Node and PM2 hold the processes: it must stay on the disk until the next full restart.
host_release() { sed -n 's/^ *"root": "\([^"]*\)".*/\1/p' "$DATA_DIR/.pm2/settings.json" 2>/dev/null || true; }

switch_to() { ln -sfn "$1" "$current.new" && mv -T "$current.new" "$current"; }

answers() {
  curl --fail --silent --max-time 5 --retry 20 --retry-delay 1 --retry-all-errors \
    --output /dev/null "http://127.0.0.1:$1/healthz"
}

healthy() {
  local port
  for port in "$app_port" "$admin_port" $((admin_port + 1)); do
    answers "$port" || return 1
  done
}

# One process of each group on a port of its own, before anything is switched: a release that does not even start is
# found here, and not by the players. Instance 9 runs no timers.
starts() {
  local release=$1 port=${TRY_PORT:-8900} group pid answered
  for group in app admin; do
    (cd "$release" && APP_PORT=$port ADMIN_PORT=$port NODE_APP_INSTANCE=9 exec node_modules/.bin/node "$group/server.ts") &
    pid=$!
    answered=yes
    [ "$group" = app ] || port=$((port + 9))
    answers "$port" || answered=no
    kill -INT "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    [ "$answered" = yes ] || return 1
  done
}

# A reload loses no page. A release with another Node or PM2 needs a full restart, as those are the running ones'.
bring_up() {
  local release=$1 host
  host=$(host_release)
  if ! running "$release"; then
    say "The site does not run: starting it."
    $RESTART
  elif [ ! -d "$host" ] || [ "$(package_version "$release" node)" != "$(package_version "$host" node)" ] ||
    [ "$(package_version "$release" pm2)" != "$(package_version "$host" pm2)" ]; then
    say "Another Node or PM2 comes with this release: a full restart, some seconds without the site."
    npm_in "$release" maintenance on
    $RESTART
    npm_in "$release" maintenance off
  else
    npm_in "$release" pm2 -- reload ecosystem.config.js
  fi
  healthy
}

prune() {
  local host kept
  host=$(host_release)
  kept=$(readlink -f "$current")
  find "$HOME_DIR/releases" -mindepth 1 -maxdepth 1 -type d | sort | head -n "-$KEEP" | while read -r old; do
    [ "$old" = "$kept" ] || [ "$old" = "$host" ] || rm -rf "$old"
  done
}

deploy() {
  local ref=$1 before release commit
  before=$(readlink -f "$current" 2>/dev/null || true)
  git -C "$HOME_DIR/repository" fetch --quiet --prune --tags origin
  commit=$(git -C "$HOME_DIR/repository" rev-parse --verify --quiet "origin/$ref^{commit}") ||
    commit=$(git -C "$HOME_DIR/repository" rev-parse --verify --quiet "$ref^{commit}") ||
    die "There is no branch, tag or commit $ref in the repository."
  release=$HOME_DIR/releases/$(date -u +%Y-%m-%dT%H-%M-%SZ)
  say "Release $(basename "$release") from $commit"
  mkdir -p "$release"
  trap 'rm -rf "$release"' EXIT
  git -C "$HOME_DIR/repository" archive "$commit" | tar -x -C "$release"
  printf '%s\n' "$commit" >"$release/COMMIT"
  (cd "$release" && npm ci --omit=dev --no-audit --no-fund --silent)
  if [ -e "$DATA_DIR/aroundtheworld.db" ]; then
    say "Backup: $(npm_in "$release" backup)"
    # Migrations only add (expand); what older code needs goes a release later (contract). So the running one goes on.
    npm_in "$release" migrate
    starts "$release" || die "The new release does not start, the lines above say why. Nothing was switched."
  fi
  trap - EXIT
  switch_to "$release"
  if ! bring_up "$release"; then
    if [ -n "$before" ]; then
      say "The new release does not answer: going back to $(basename "$before")." >&2
      touch "$release/LEFT"
      switch_to "$before"
      bring_up "$before" || die "The release before does not answer either: see the log."
    fi
    die "Not deployed."
  fi
  prune
  say "Running: $(basename "$release")"
}

# The newest release before this one that was not itself gone back from.
release_before() {
  find "$HOME_DIR/releases" -mindepth 1 -maxdepth 1 -type d | sort | while read -r release; do
    [ "$release" != "$1" ] || break
    [ -e "$release/LEFT" ] || printf '%s\n' "$release"
  done | tail -n 1
}

back() {
  local now before
  now=$(readlink -f "$current")
  before=$(release_before "$now")
  [ -n "$before" ] || die "There is no release before $(basename "$now")."
  npm_in "$before" migrate -- --check ||
    die "To go back to $(basename "$before"), stop the site and restore the backup made before the last release (deploy/README.md)."
  switch_to "$before"
  bring_up "$before" || die "$(basename "$before") does not answer: see the log."
  touch "$now/LEFT"
  say "Running: $(basename "$before")"
}

case "${1:-}" in
  '' | -*) die "Usage: deploy.sh <branch, tag or commit> | back | run <script> [words]" ;;
  back) back ;;
  run) shift; name=$1; shift; npm_in "$current" "$name" -- "$@" ;;
  *) deploy "$1" ;;
esac
