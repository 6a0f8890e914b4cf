// A command of one's own under tracers, over a parameter: --set lines=100,1000 changes it.

title 'Sorting'

def sizes = sweep('lines', [100, 1000, 10_000]) { n ->
    workload("sort $n") {
        prepare { command 'sh', '-c', "seq $n > numbers" }
        command 'sort', '-r', 'numbers'
        env LC_ALL: 'C'
        output 'sorted'
        timeout 30.seconds
        expectExit 0
        tracers 'preload', 'ptrace'
        external 'strace', 'strace -f -o {trace} {command}'
        rounds byProfile(quick: 12..40, full: 40..400)
        budget byProfile(quick: 15.seconds, full: 2.minutes)
    }
}

section('Sorting') {
    table('sort') {
        columns 'Lines', 'Untraced', 'preload', 'ptrace', 'strace'
        for (n in sizes) {
            row("$n") {
                time "sort $n/baseline"
                timeAndOverhead "sort $n/preload"
                timeAndOverhead "sort $n/ptrace"
                timeAndOverhead "sort $n/strace"
            }
        }
    }
}
