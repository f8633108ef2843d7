#!/bin/sh
# What the journeys need besides npm ci: Nginx, Chromium, and openssl for a certificate. For Debian and Ubuntu, as root. Starts no service.
set -eu

missing=''
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx"
[ -x /usr/bin/chromium ] || missing="$missing chromium"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
if [ -z "$missing" ]; then
  echo 'Nginx, Chromium and openssl are here already.'
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "Run it as root, or install by hand:$missing" >&2
  exit 1
fi

# Debian starts a service when its package is installed, unless this file says no (101).
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update
# shellcheck disable=SC2086
apt-get install --yes --no-install-recommends $missing
