// What each tracer adds to one system call of each kind, and what eBPF adds to those of processes that it does not trace.
// The full matrix behind the one figure a backend of the page. Each cost is the slope over loops of different length, so
// starting the program and the tracer is not in it.

title 'Tracers, per system call'

def labels = [
    'open-close': '`openat`, `close` (each)',
    'read'      : '`read` 1 B',
    'pread'     : '`pread` 1 B',
    'write'     : '`write` 1 B',
    'fstat'     : '`fstat`',
    'mmap'      : '`mmap`, `munmap` (each)',
    'rename'    : '`rename`',
    'fork-exit' : '`fork`, `exit`, `wait4` (together)',
    'exec'      : 'spawn, `exec`, `exit`, `wait4` (together)',
]

// Loops as long as the cheap backends need for a slope, and shorter ones for ptrace, which stops at most calls.
def loops = ['open-close': 10_000, 'read': 30_000, 'pread': 30_000, 'write': 20_000, 'fstat': 50_000, 'mmap': 10_000,
             'rename': 4_000, 'fork-exit': 150, 'exec': 50]
def stoppedLoops = ['open-close': 200, 'read': 400, 'pread': 400, 'write': 400, 'fstat': 5_000, 'mmap': 400,
                    'rename': 200, 'fork-exit': 60, 'exec': 20]

labels.keySet().each { name ->
    def n = loops[name]
    syscalls(name) {
        kind name
        counts 0, n, 2 * n, 4 * n
        tracers 'ebpf', 'preload'
        beside 'ebpf'
        rounds byProfile(quick: 8..40, full: 20..400)
        precision byProfile(quick: 3.percent, full: 1.percent)
        budget byProfile(quick: 8.seconds, full: 60.seconds)
    }
    def m = stoppedLoops[name]
    syscalls("$name under ptrace") {
        kind name
        counts 0, m, 2 * m, 4 * m
        tracers 'ptrace'
        rounds byProfile(quick: 8..40, full: 20..400)
        precision byProfile(quick: 3.percent, full: 1.percent)
        budget byProfile(quick: 6.seconds, full: 30.seconds)
        withoutControl()
    }
}

section('Per system call') {
    intro 'What one system call takes untraced, and what each backend adds to it; the last column is what eBPF adds to processes that it does not trace, while a trace of another one runs.'

    table('matrix') {
        columns 'System call', 'Untraced', 'eBPF', 'preload', 'ptrace', 'Beside an eBPF trace'
        labels.each { name, label ->
            row(label) {
                perSyscall name, 'baseline'
                perSyscall name, 'ebpf'
                perSyscall name, 'preload'
                perSyscall "$name under ptrace", 'ptrace'
                perSyscall name, 'beside: ebpf'
            }
        }
    }
}
