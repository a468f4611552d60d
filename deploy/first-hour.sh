#!/usr/bin/env bash
# Plays the first hour of somebody new: an empty home, a JDK and Maven, nothing else. Builds, answers
# the questions of `init`, runs the worker on the simulated network until an epoch is accepted, and
# looks at page, status and history. Ends with the number of commands and the time they took, and
# with exit code 0 if an epoch was accepted.
# usage: deploy/first-hour.sh [FOLDER]     the new home; a temporary one if it is left out
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
if [ -z "${FIRST_HOUR:-}" ]; then
  exec env -i FIRST_HOUR=1 HOME="${1:-$(mktemp -d)}" PATH="$PATH" JAVA_HOME="${JAVA_HOME:-}" \
    CAMEL_MANAGEMENT_PORT="${CAMEL_MANAGEMENT_PORT:-9876}" \
    DROMEDARY_JAVA_OPTIONS="${DROMEDARY_JAVA_OPTIONS:-}" bash "$0"
fi
dromedary=$top/dromedary
[ -x "$dromedary" ] || dromedary=$top/bin/dromedary
mkdir -p "$HOME" && cd "$HOME"
commands=0
started=()
trap 'kill "${started[@]}" 2>/dev/null; wait 2>/dev/null || true' EXIT

announce() {
  commands=$((commands + 1))
  printf '\n[%d s] $ dromedary %s\n' "$SECONDS" "$*"
}
play() {
  announce "$@"
  "$dromedary" "$@"
}
start() {
  announce "$@" '&'
  "$dromedary" "$@" >"$1.log" 2>&1 &
  started+=($!)
}
# Waits for a command to succeed, at most so many seconds.
await() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || { echo "waited in vain for: $*"; tail -5 ./*.log; exit 1; }
    sleep 1
  done
}
# What a browser would be shown.
get() {
  exec 3<>"/dev/tcp/127.0.0.1/$CAMEL_MANAGEMENT_PORT"
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
  timeout 5 cat <&3 | tr -d '\r' || true
  exec 3>&-
}
of_devnet() { sed -n "s/^$1 = //p" devnet.properties; }
accepted() { (get /api/status) 2>/dev/null | grep '"state":"accepted"' >/dev/null; }
page_answers() { (get /) 2>/dev/null | grep '^HTTP/1.* 200' >/dev/null; }

play --version
start devnet --port 0 --settings devnet.properties
await 120 grep -q '^dromedary run' devnet.log
answers='devnet\n\n\n\n\n' # network; topic 67, the default model, ~/.dromedary and a new key by Enter
init=(init --set "network.endpoints=$(of_devnet network.endpoints)"
  --set "network.faucet=$(of_devnet network.faucet)"
  --set market.sources=tiingo --set "market.tiingo.url=$(of_devnet market.tiingo.url)")
announce "${init[@]}"
TIINGO_API_KEY=any
export TIINGO_API_KEY
# shellcheck disable=SC2059
printf "$answers" | script -qec "'$dromedary' $(printf "'%s' " "${init[@]}")" /dev/null
play faucet --config dromedary.properties
play register --config dromedary.properties
play doctor --config dromedary.properties
start run --config dromedary.properties
await 120 page_answers
await 300 accepted
play status --config dromedary.properties --open
get / | grep '<title>'
get /api/status | tail -1 | cut -c1-300
play status --config dromedary.properties
play history --config dromedary.properties
printf '\n%d commands, %d seconds; home %s\n' "$commands" "$SECONDS" "$HOME"
