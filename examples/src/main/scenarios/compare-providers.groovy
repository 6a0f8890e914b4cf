// A scenario of your own: which implementation of SHA-256 is fastest on this machine?
// roar-bench run compare-providers.groovy --set size=100

title 'SHA-256 by provider'

def megabytes = parameter('size', 16)
def names = ['jdk', 'openssl', 'bouncycastle']

hashing('sha256') {
    file megabytes.MB
    for (name in names) {
        variant(name) {
            algorithm 'sha256'
            provider name
        }
    }
    rounds 7..40
    precision 2.percent
    budget 20.seconds
}

section('SHA-256') {
    table('providers') {
        columns 'Provider', 'Throughput', 'Compared with the JDK'
        for (name in names) {
            row(name) {
                throughput "sha256/$name"
                if (name == 'jdk') {
                    text 'baseline'
                } else {
                    overhead "sha256/$name"
                }
            }
        }
    }
}
