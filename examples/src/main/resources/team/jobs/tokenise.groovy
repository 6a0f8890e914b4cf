// May be run alone, too: run team/jobs/tokenise.groovy --set lines=100000

title 'Tokenising'

def lines = parameter('lines', 20_000)

workload('tokenise') {
    prepare { command 'sh', '-c', "seq $lines > text" }
    command 'sh', file('tokenise.sh'), 'text'
    env LC_ALL: 'C'
    output 'words'
    timeout 1.minutes
    tracers 'ebpf', 'preload', 'ptrace'
    rounds byProfile(quick: 8..30, full: 30..300)
    budget byProfile(quick: 10.seconds, full: 2.minutes)
}

section('Tokenising') {
    table('tokenise') {
        columns 'Lines', 'Untraced', 'eBPF', 'preload', 'ptrace'
        row("$lines") {
            time 'tokenise/baseline'
            for (tracer in ['ebpf', 'preload', 'ptrace']) {
                timeAndOverhead "tokenise/$tracer"
            }
        }
    }
}
