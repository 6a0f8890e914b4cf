// The Tracers section of the page: what each tracer backend adds to commands.

title 'Tracers'

// How ptrace is run: as it chooses, on the command's CPU (same), without a stop per read and write (fdpos), or both.
def ptraceWay = parameter('ptrace', ['auto', 'same', 'fdpos', 'fdpos same'])
def ptrace = ptraceWay == 'auto' ? 'ptrace' : "ptrace $ptraceWay".toString()
def backends = ['ebpf', 'preload', ptrace]
def python = parameter('python', 'python3')

// Where the four IDX files of MNIST lie; without it train.py makes digits of the same shape, and Setup calls them synthetic.
def data = parameter('data', '')

// Optional tables beside those of the page.
def coverageTable = parameter('coverage', ['no', 'yes']) == 'yes'
def resourcesTable = parameter('resources', ['no', 'yes']) == 'yes'

workload('cat') {
    prepare { command 'cp', '/etc/hostname', 'small' }
    command 'cat', 'small'
    tracers 'ebpf', 'preload', ptrace
    rounds byProfile(quick: 20..400, full: 60..3000)
    precision byProfile(quick: 3.percent, full: 2.percent)
    budget byProfile(quick: 12.seconds, full: 60.seconds)
    turns 2
}

workload('python') {
    command python, '-c', 'pass'
    tracers 'ebpf', 'preload', ptrace
    rounds byProfile(quick: 15..300, full: 60..2000)
    precision byProfile(quick: 3.percent, full: 2.percent)
    budget byProfile(quick: 20.seconds, full: 80.seconds)
    turns 2
}

def train = [python, file('workloads/train.py')] + (data ? ['--data', new File(data).absolutePath] : [])

workload('train') {
    // Below this accuracy the trial is void: a broken training must not pass for a fast one.
    command(train + ['--out', '.', '--min-accuracy', '0.8'])
    describe(train + ['--prepare'])
    tracers 'ebpf', 'preload', ptrace
    // With PyTorch or plain Python a training takes seconds; six rounds are the fewest that have an interval.
    rounds byProfile(quick: 6..40, full: 20..300)
    precision byProfile(quick: 3.percent, full: 2.percent)
    budget byProfile(quick: 27.seconds, full: 2.minutes)
    turns 2
    warmUp byProfile(quick: 1, full: 2)
}

workload('dd') {
    command 'dd', 'if=/dev/zero', 'of=out', 'bs=1M', 'count=1024'
    tracers 'ebpf', 'preload', ptrace
    rounds byProfile(quick: 7..60, full: 20..300)
    precision byProfile(quick: 3.percent, full: 2.percent)
    budget byProfile(quick: 26.seconds, full: 2.minutes)
    turns 2
    warmUp 2
}

// One stop of ptrace costs a thousand times what the others add to a call: it gets shorter loops.
syscalls('calls') {
    kind 'open-read-close'
    counts 0, 10_000, 20_000, 40_000
    tracers 'ebpf', 'preload'
    rounds byProfile(quick: 8..60, full: 40..600)
    precision byProfile(quick: 3.percent, full: 1.percent)
    budget byProfile(quick: 13.seconds, full: 60.seconds)
    turns 2
}

syscalls('calls under ptrace') {
    kind 'open-read-close'
    counts 0, 200, 400, 800
    tracers ptrace
    rounds byProfile(quick: 8..60, full: 40..600)
    precision byProfile(quick: 3.percent, full: 1.percent)
    budget byProfile(quick: 10.seconds, full: 60.seconds)
    turns 2
}

if (coverageTable) {
    for (backend in ['ebpf', 'preload', 'ptrace']) {
        coverage("coverage $backend") { tracer backend }
    }
}

section('Tracers') {
    intro 'How much wall-clock overhead each tracer backend adds on top of a baseline command. See [Tracers](../docs/tracers.md) for the backend mechanics and tradeoffs that explain *why* the numbers differ.'

    table('workloads') {
        columns 'Workload', 'Baseline', 'eBPF', 'preload', 'ptrace'
        def rows = [
            'cat'   : '`cat <small file>`',
            'python': '`python -c "pass"`',
            'train' : '`python train.py` (MNIST baseline)',
            'dd'    : '`dd if=/dev/zero of=out bs=1M count=1024`',
        ]
        rows.each { id, label ->
            row(label) {
                time "$id/baseline"
                for (backend in backends) {
                    timeAndOverhead "$id/$backend"
                }
            }
        }
    }

    table('per-syscall') {
        caption 'Per-syscall overhead breakdown, per backend (the mean of `openat`, `read` of one byte and `close`, from the slope over loops of different length):'
        columns 'Backend', 'Per-syscall overhead'
        row('eBPF') { perSyscall 'calls', 'ebpf', 'in-kernel filtering' }
        row('preload') { perSyscall 'calls', 'preload', 'libc calls taken inside the process; what is linked statically escapes' }
        row('ptrace') { perSyscall 'calls under ptrace', ptrace, 'two context switches per syscall that touches files' }
    }

    if (coverageTable) {
        table('coverage') {
            caption 'What each backend sees: the share of the facts about files that test programs state (which were read, written, renamed, how many bytes…), how many of the programs get a report that says it is incomplete, and how many get one that is wrong and does not say so:'
            columns 'Backend', 'Reported', 'Programs', 'Flagged incomplete', 'Wrong without a flag'
            for (backend in ['ebpf', 'preload', 'ptrace']) {
                row(backend) {
                    metric "coverage $backend/$backend", 'reportedShare'
                    metric "coverage $backend/$backend", 'cases'
                    metric "coverage $backend/$backend", 'flaggedCases'
                    metric "coverage $backend/$backend", 'silentCases'
                }
            }
        }
    }

    if (resourcesTable) {
        table('resources') {
            caption 'CPU time of the command (user and system), CPU time of the tracer outside it, and the largest resident set of one of its processes:'
            columns 'Workload', 'Backend', 'CPU time of the command', 'CPU time of the tracer', 'Max RSS'
            for (id in ['cat', 'python', 'train', 'dd']) {
                for (way in ['baseline'] + backends) {
                    row(id) {
                        text way
                        metric "$id/$way", 'cpuNanos'
                        mean "$id/$way", 'tracerCpuNanos'
                        metric "$id/$way", 'maxRssBytes'
                    }
                }
            }
        }
    }
}
