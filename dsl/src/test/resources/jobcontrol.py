"""jobcontrol.py COMMAND...: runs COMMAND in an interactive bash on a terminal of its own; it prints "begun" and reads a line. Stops it by
Ctrl-Z, lets it go on by fg, gives it the line, and prints its exit code."""
import os, pty, re, select, shlex, sys, time

pid, terminal = pty.fork()
if pid == 0:
    os.environ["PS1"] = "ready> "
    os.environ["TERM"] = "dumb"
    os.environ["COMMAND"] = " ".join(map(shlex.quote, sys.argv[1:]))  # too long for a line of a terminal
    # Without line editing: that switches the terminal to and fro, and what is typed meanwhile may go to the wrong reader.
    os.execvp("bash", ["bash", "--norc", "--noprofile", "--noediting", "-i"])
seen = ""

def wait_for(pattern, seconds=25):
    """Reads the terminal until the pattern comes; returns what matched, and forgets all up to its end."""
    global seen
    end = time.monotonic() + seconds
    while not (match := re.search(pattern, seen)):
        ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
        if not ready:
            sys.exit(f"{pattern!r} did not come; the terminal shows:\n{seen}")
        seen += os.read(terminal, 4096).decode(errors="replace")
    seen = seen[match.end():]
    return match.group()

def type_in(text):
    os.write(terminal, text.encode())

wait_for("ready> ")
type_in("stty -echo\n")
wait_for("ready> ")
type_in('eval "$COMMAND"\n')
wait_for("begun\r\n")
type_in("\x1a")
wait_for("Stopped[^\n]*\n")
wait_for("ready> ")
type_in("jobs -l; echo listed\n")
wait_for("listed\r\n")
type_in("fg\n")
type_in("go on\n")
wait_for("got go on\r\n")
wait_for("ready> ")
type_in("echo code $?\n")
print(wait_for("code [0-9]+").split()[1])
type_in("exit\n")
os.waitpid(pid, 0)
