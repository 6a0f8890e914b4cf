#!/bin/sh
# The preload tracer: one library that ld.so puts into each traced program. It must be ready before any other library's
# constructor runs (initfirst), and must leave vector registers alone (its code runs in the place of a system call).
set -eu
case "$(uname -m)" in
  x86_64) arch="-mgeneral-regs-only" ;;
  *) arch="" ;;
esac
# shellcheck disable=SC2086
"$CC" $CFLAGS $arch -std=gnu11 -D_GNU_SOURCE -fPIC -shared -fvisibility=hidden -ftls-model=initial-exec -fno-stack-protector -fno-builtin \
  -fcf-protection=none -Wl,-z,initfirst -Wl,-z,now -Wl,-z,relro -Wl,-soname,libroarpreload.so \
  -o "$OUT/libroarpreload.so" ./*.c ./*.S
