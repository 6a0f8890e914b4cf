title 'Archiving'

def files = parameter('files', 200)

workload('archive') {
    prepare {
        command 'mkdir', 'files'
        command 'sh', '-c', "seq $files | while read n; do echo \$n > files/\$n; done"
    }
    command 'tar', '-cf', 'all.tar', 'files'
    timeout 1.minutes
    tracers 'ebpf', 'preload', 'ptrace'
    rounds byProfile(quick: 8..30, full: 30..300)
    budget byProfile(quick: 10.seconds, full: 2.minutes)
}

section('Archiving') {
    table('archive') {
        columns 'Small files', 'Untraced', 'eBPF', 'preload', 'ptrace'
        row("$files") {
            time 'archive/baseline'
            for (tracer in ['ebpf', 'preload', 'ptrace']) {
                timeAndOverhead "archive/$tracer"
            }
        }
    }
}
