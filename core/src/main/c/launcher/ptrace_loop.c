#include "launcher.h"
#include <unistd.h>
void trace(const struct command *c, struct job *j) { send_failed(c->head.id, 38, "trace: not in this build"); (void)j; _exit(1); }
