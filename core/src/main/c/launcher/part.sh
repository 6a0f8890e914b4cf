# The launcher: a fork server for commands.
"$CC" $CFLAGS -o "$OUT/roar-launcher" main.c protocol.c spawn.c ptrace_loop.c
