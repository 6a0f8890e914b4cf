# The programs with which the backends are tested are shipped, too: scenarios show how much of what they do each backend sees.
set -e
here=$(pwd)
fixtures=$here/../../../test/c/fixtures
compile() { "$CC" -O1 -o "$OUT/.$1.tmp" "$fixtures/$2.c" -pthread $3 && mv "$OUT/.$1.tmp" "$OUT/$1"; }
for name in data names processes raw; do
  compile "roar-coverage-$name" "$name"
done
# Where there is no static libc, the suite does without.
compile roar-coverage-static data -static 2>/dev/null || rm -f "$OUT/.roar-coverage-static.tmp"
