#!/bin/sh
# launcher.sh TARGET: puts the launcher beside TARGET/roar-bench.jar, with an archive of the classes that `hash` loads.
# A JVM that can make none is no error: the launcher does without.
set -eu
target=$1
java=${2:-java}
cp "$(dirname "$0")/roar-bench" "$target/roar-bench"
chmod +x "$target/roar-bench"
rm -f "$target/roar-bench.jsa"
# A small file takes Java alone; standard input, of unknown size, and the file after it take the library as well. What is
# measured for that is of this moment only, so it goes where nobody will look for it.
cache=$(mktemp -d)
trap 'rm -rf "$cache"' EXIT
XDG_CACHE_HOME=$cache "$java" -XX:ArchiveClassesAtExit="$target/roar-bench.jsa" -Xlog:disable -jar "$target/roar-bench.jar" \
  hash -a blake3 "$target/roar-bench" - "$target/roar-bench.jar" </dev/null >/dev/null 2>&1 || rm -f "$target/roar-bench.jsa"
