// Is it to be trusted? Tracers of known cost, again and again: what they cost must lie within the interval that is measured.
//
// The external tracer `roar-probe inject` burns 2 ms, or 5 % of the command's CPU time, or makes system calls, and then
// runs the command. To start it costs something, too: so it is compared with itself burning less, not with nothing. While a
// program burns, what starting the next one needs goes from the caches: so a long burn ends with a few starts, in all
// variants alike. The identity tracer runs the command as it is.

title 'Known costs recovered'

def tries = parameter('tries', 20)
def log = parameter('log', '-')     // where the tracer that makes calls writes what each trial's calls took, ns
def calls = parameter('calls', 5000)

for (i in 1..tries) {
    workload("burn $i") {
        command 'roar-probe', 'nothing', '0'
        external 'identity', '{command}'
        external '12 ms', 'roar-probe inject wall 12000000 - {command}'
        external '14 ms', 'roar-probe inject wall 14000000 - {command}'
        rounds 40
        warmUp 5
        withoutControl()
    }
    workload("share $i") {
        command 'roar-probe', 'spin', '10000'
        external 'less', 'roar-probe inject cpu 4000000 - {command}'
        external '5 %', 'roar-probe inject cpu 4500000 - {command}'
        rounds 40
        warmUp 3
        withoutControl()
    }
    def logs = log == '-' ? ['-', '-'] : ["$log-$i-once".toString(), "$log-$i-twice".toString()]
    workload("calls $i") {
        command 'roar-probe', 'nothing', '0'
        external 'once', "roar-probe inject calls $calls ${logs[0]} {command}"
        external 'twice', "roar-probe inject calls ${2 * calls} ${logs[1]} {command}"
        rounds 40
        warmUp 5
        withoutControl()
    }
}

section('Known costs') {
    intro "Each row is a try of its own: is the known cost within the 95 % interval of what is measured? The last column has no cost that is known beforehand: what $calls calls of `fstat` take; the example `KnownCosts` compares it with the difference of the tracer's own stamps."

    table('recovered') {
        columns 'Try', 'Identity: 0', '2 ms', '5 % of 10 ms: 0.5 ms', "$calls calls"
        for (i in 1..tries) {
            row("$i") {
                recovers "burn $i/identity", "burn $i/baseline", 0.seconds
                recovers "burn $i/14 ms", "burn $i/12 ms", 2.milliseconds
                recovers "share $i/5 %", "share $i/less", 0.5.milliseconds
                overhead "calls $i/twice", "calls $i/once"
            }
        }
    }
}
