#!/bin/sh
# Lays links to the machine's Node and npm where frontend-maven-plugin expects the ones it would have downloaded.
set -eu
target=$1
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo 'Node.js 20.19 or newer with npm is needed on PATH (or build with -Dnode.download).' >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "Node.js 20.19 or newer is needed, this is $(node --version) (or build with -Dnode.download)." >&2
  exit 1
fi
# npm may be a link (bin/npm -> ../lib/node_modules/npm/bin/npm-cli.js): its own folder is two above the script.
npm_home=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
if [ ! -f "$npm_home/bin/npm-cli.js" ]; then
  npm_home=$(npm root -g)/npm
fi
mkdir -p "$target/node_modules"
ln -sfn "$(command -v node)" "$target/node"
ln -sfn "$npm_home" "$target/node_modules/npm"
