#!/usr/bin/env bash
# Whether the process is alive, asked without curl, which the image does not have.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${GATEHOUSE_MANAGEMENT_PORT:-9090}"
printf 'GET /livez HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS= read -r -t 2 status <&3
[[ $status == HTTP/1.?' 200 '* ]]
