# libroarhash.so: BLAKE3, SHA-2 and MD5 kernels, and the reading of files. Run by ../build.sh.
# Each SIMD level is its own file with its own flags; the library picks one at run time, so it runs on any CPU of the
# architecture. Objects go to $OUT.
# OPTIMIZE replaces -O3, for builds with sanitizers.
set -eu
objects="$OUT/.hash-objects"
rm -rf "$objects"
mkdir -p "$objects"

compile() {
  file=$1
  shift
  "$CC" $CFLAGS ${OPTIMIZE:--O3} -std=gnu11 -fPIC -fvisibility=hidden -pthread "$@" -c "$file.c" -o "$objects/$file.o"
}

for file in ahead api batch blake3_portable blake3_tree digest_tables files guard lanes md5 memory ops parts \
    reader selftest sha2 shared stream threads windows; do
  compile "$file"
done
case "$(uname -m)" in
  x86_64|amd64)
    compile blake3_sse41 -msse4.1
    compile blake3_avx2 -mavx2
    compile blake3_avx512 -mavx512f -mavx512vl
    compile md5_avx2 -mavx2
    compile md5_avx512 -mavx512f
    compile sha256_ni -msse4.1 -msha
    compile sha512_avx2 -mavx2
    compile sha512_avx512 -mavx512f -mavx512bw
    compile sha512_bmi -mbmi -mbmi2
    compile sha512_vl -mavx512f -mavx512vl -mbmi -mbmi2 ;;
  aarch64|arm64)
    compile blake3_neon ;;
esac

# Debugging information is ten times the code, and Java reads the whole file before it loads it.
[ -n "${OPTIMIZE:-}" ] && strip= || strip=-Wl,--strip-debug
"$CC" $CFLAGS -shared -pthread $strip -o "$OUT/libroarhash.so.tmp" "$objects"/*.o
mv "$OUT/libroarhash.so.tmp" "$OUT/libroarhash.so"
rm -rf "$objects"
