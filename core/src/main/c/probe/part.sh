set -e
$CC $CFLAGS -o "$OUT/.roar-probe.tmp" probe.c -pthread
mv "$OUT/.roar-probe.tmp" "$OUT/roar-probe"
