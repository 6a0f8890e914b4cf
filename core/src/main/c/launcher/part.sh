# The launcher: a fork server for commands, and the ptrace tracer.
"$CC" $CFLAGS -pthread -o "$OUT/roar-launcher" main.c protocol.c spawn.c \
  ptrace_loop.c ptrace_calls.c ptrace_io.c ptrace_path.c ptrace_log.c ptrace_filter.c ptrace_notify.c
