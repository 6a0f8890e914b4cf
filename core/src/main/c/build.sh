#!/bin/sh
# Builds the C parts into OUT/linux-<machine>/: each folder beside this file that has a part.sh is one part.
# A part.sh is run in its own folder with CC, CFLAGS and OUT set, and writes its file(s) into $OUT.
# Without a C compiler the build goes on: OUT/.../status.txt then says why, and `roar-bench check` repeats it.
# Compiled again only when a file of a part is newer than the last success.
set -u
here=$(cd "$(dirname "$0")" && pwd)
case "$(uname -m)" in
  x86_64|amd64) machine=x86_64 ;;
  aarch64|arm64) machine=aarch64 ;;
  *) machine=$(uname -m) ;;
esac
OUT="$1/linux-$machine"
mkdir -p "$OUT" || exit 1
status="$OUT/status.txt"
note() { printf '%s\n' "$1" > "$status.tmp" && mv "$status.tmp" "$status"; }

if [ "$(uname -s)" != Linux ]; then note "not built: the C parts are for Linux, this is $(uname -s)"; exit 0; fi
CC=${CC:-}
[ -n "$CC" ] || for c in gcc cc clang; do command -v "$c" >/dev/null 2>&1 && CC=$c && break; done
if [ -z "$CC" ]; then note "not built: no C compiler (gcc) was found when roar-bench was built"; exit 0; fi
if ! printf '#include <stdio.h>\nint main(void){return 0;}\n' | "$CC" -x c -o "$OUT/.probe" - 2>/dev/null; then
  rm -f "$OUT/.probe"; note "not built: $CC cannot compile a program that includes <stdio.h> (is libc6-dev installed?)"; exit 0
fi
rm -f "$OUT/.probe"
CFLAGS=${CFLAGS:--O2 -g -Wall -Wextra -Werror=implicit-function-declaration}
export CC CFLAGS OUT

for part in "$here"/*/part.sh; do
  [ -f "$part" ] || continue
  dir=$(dirname "$part"); name=$(basename "$dir"); stamp="$OUT/.$name.stamp"
  if [ -f "$stamp" ] && [ -z "$(find "$dir" "$here/include" "$here/build.sh" -newer "$stamp" 2>/dev/null | head -n 1)" ]; then continue; fi
  if ! (cd "$dir" && sh ./part.sh); then
    echo "build.sh: the C part '$name' did not compile with $CC" >&2
    exit 1
  fi
  : > "$stamp"
done
note "built by $("$CC" --version 2>/dev/null | head -n 1)"
