#!/bin/sh
# launcher.sh TARGET: puts the launcher beside TARGET/roar-bench.jar, with an archive of the classes that `hash` loads.
# A JVM that can make none is no error: the launcher does without.
set -eu
target=$1
java=${2:-java}
cp "$(dirname "$0")/roar-bench" "$target/roar-bench"
chmod +x "$target/roar-bench"
rm -f "$target/roar-bench.jsa"
"$java" -XX:ArchiveClassesAtExit="$target/roar-bench.jsa" -Xlog:disable -jar "$target/roar-bench.jar" \
  hash -a blake3 -a sha256 "$target/roar-bench" >/dev/null 2>&1 || rm -f "$target/roar-bench.jsa"
