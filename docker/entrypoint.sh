#!/usr/bin/env bash
# The start command of the image: gives its place to the JVM, so that the JVM gets the container's signals.
set -euo pipefail

home=${GATEHOUSE_HOME:-/opt/gatehouse}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cached=()
if [[ -f $home/cache/gatehouse.aot ]]; then
  cached=(-XX:AOTCache="$home/cache/gatehouse.aot")
fi

# shellcheck disable=SC2086 # several options in one variable
exec "$java" "@$home/jvm.options" "${cached[@]}" ${GATEHOUSE_JAVA_OPTS:-} -jar "$home/gatehouse.jar" "$@"
