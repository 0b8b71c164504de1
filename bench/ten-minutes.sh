#!/usr/bin/env bash
# From `lossproof init` to a verdict in four languages, as a new user types it, with the package as it would be published:
#   bash bench/ten-minutes.sh > docs/results/ten-minutes.txt
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

(cd "$root" && npm run --silent package -- --silent --pack-destination "$folder") >/dev/null
cd "$folder"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund ./lossproof-*.tgz >/dev/null

total=0
say() { # say COMMAND: types it, and shows all that it prints, but for this folder's own path
  printf '$ %s\n' "$1"
  local from=$SECONDS code=0
  bash -c "$1" 2>&1 | sed "s#$folder#.#g" || code=${PIPESTATUS[0]}
  total=$((total + SECONDS - from))
  printf '[exit code %s, %s s]\n\n' "$code" $((SECONDS - from))
}
break_it() { # break_it SED FILE: after the verdict, a mistake
  printf 'From nothing to a verdict: %s s. Now a mistake, delta for half of it:\n\n' "$total"
  say "sed -i '$1' $2"
}
begin() {
  total=0
  printf '=== %s\n\n' "$1"
}

cat <<END
From \`lossproof init\` to a verdict, as a new user types it: in a folder in which lossproof was installed from its package
(\`npm install\`), with Node $(node -p 'process.versions.node'), $(python3 --version), $(rustc --version | cut -d' ' -f1,2) and g++ $(g++ -dumpfullversion). It is all that was
printed, but for the folder's own path. After the first verdict a mistake is made, to see it found.

== bash bench/ten-minutes.sh

END

begin Python
say 'npx lossproof init --language python'
say 'npx lossproof doctor -- python3 lossproof-adapter/adapter.py'
say 'npx lossproof run --select huber -- python3 lossproof-adapter/adapter.py'
say 'python3 -m pytest -q lossproof-adapter'
break_it 's/delta \* (abs(e) - delta \/ 2)/delta * (abs(e) - delta)/' lossproof-adapter/adapter.py
say 'npx lossproof run --select huber -- python3 lossproof-adapter/adapter.py'

begin 'Python with PyTorch (that of Debian)'
say 'npx lossproof init --language python --with torch --out lossproof-torch'
say 'npx lossproof doctor -- /usr/bin/python3 lossproof-torch/adapter.py'
say 'npx lossproof run --select huber -- /usr/bin/python3 lossproof-torch/adapter.py'
break_it 's/delta \* (e - delta \/ 2)/delta * (e - delta)/' lossproof-torch/adapter.py
say 'npx lossproof run --select huber -- /usr/bin/python3 lossproof-torch/adapter.py'

begin JavaScript
say 'npx lossproof init --language javascript --out lossproof-js'
say 'npx lossproof doctor lossproof-js/losses.mjs'
say 'npx lossproof run --select huber lossproof-js/losses.mjs'
break_it 's/delta \* (Math.abs(e) - delta \/ 2)/delta * (Math.abs(e) - delta)/' lossproof-js/losses.mjs
say 'npx lossproof run --select huber lossproof-js/losses.mjs'

begin Rust
run='cargo run --release --quiet --manifest-path lossproof-rust/Cargo.toml'
say 'npx lossproof init --language rust --out lossproof-rust'
say 'cargo build --release --manifest-path lossproof-rust/Cargo.toml'
say "npx lossproof doctor -- $run"
say "npx lossproof run --select huber -- $run"
break_it 's/delta \* (e.abs() - half \* delta)/delta * (e.abs() - delta)/' lossproof-rust/src/main.rs
say 'cargo build --release --manifest-path lossproof-rust/Cargo.toml'
say "npx lossproof run --select huber -- $run"

begin C++
say 'npx lossproof init --language cpp --out lossproof-cpp'
say 'g++ -O2 -std=c++17 -o lossproof-cpp/adapter lossproof-cpp/main.cpp'
say 'npx lossproof doctor -- lossproof-cpp/adapter'
say 'npx lossproof run --select huber -- lossproof-cpp/adapter'
break_it 's/delta \* (a - delta \/ 2)/delta * (a - delta)/' lossproof-cpp/main.cpp
say 'g++ -O2 -std=c++17 -o lossproof-cpp/adapter lossproof-cpp/main.cpp'
say 'npx lossproof run --select huber -- lossproof-cpp/adapter'
