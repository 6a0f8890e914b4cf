// The Hashes section of the page: throughput of each algorithm, and what a file of typical size costs.

title 'Hashes'

def directory = parameter('directory', '')
def cache = parameter('cache', ['cached', 'cold'])
def chosen = parameter('provider', 'auto')

def algorithms = ['blake3', 'sha256', 'sha512', 'md5']

hashing('throughput') {
    file byProfile(quick: 256.MB, full: 1.GB), directory
    pageCache cache
    for (name in algorithms) {
        variant(name) {
            algorithm name
            provider chosen
        }
    }
    variant('blake3 all threads') {
        algorithm 'blake3'
        provider chosen
        allThreads()
    }
    reading 'reading alone'
    rounds byProfile(quick: 7..30, full: 12..100)
    precision byProfile(quick: 3.percent, full: 1.percent)
    budget byProfile(quick: 15.seconds, full: 90.seconds)
}

def sizes = ['10 MB': 10.MB, '100 MB': 100.MB, '1 GB': 1.GB]

sizes.each { label, size ->
    hashing(label) {
        file size, directory
        pageCache cache
        for (name in ['blake3', 'sha256']) {
            variant(name) {
                algorithm name
                provider chosen
                allThreads()
            }
        }
        rounds byProfile(quick: 7..60, full: 12..300)
        precision byProfile(quick: 3.percent, full: 1.percent)
        budget byProfile(quick: 8.seconds, full: 45.seconds)
        warmUp 60 // threads that work for a millisecond take long to settle, and that many cost nothing
    }
}

// A round takes ten seconds; n/a, with the reason, where disk or memory do not hold the file.
hashing('10 GB') {
    file 10.GB, directory
    pageCache cache
    for (name in ['blake3', 'sha256']) {
        variant(name) {
            algorithm name
            provider chosen
            allThreads()
        }
    }
    rounds byProfile(quick: 3..5, full: 7..60)
    precision byProfile(quick: 3.percent, full: 1.percent)
    budget byProfile(quick: 25.seconds, full: 2.minutes)
    warmUp 0 // the sizes above have done that
}

section('Hashes') {
    intro 'Throughput of the supported [hash algorithms](../docs/hashes.md) on the same hardware, measured on disk-backed reads.'

    table('throughput') {
        columns 'Algorithm', 'Throughput (single-threaded)', 'Throughput (SIMD / multi-threaded)'
        row('blake3') {
            throughput 'throughput/blake3'
            throughput 'throughput/blake3 all threads'
        }
        for (name in algorithms - 'blake3') {
            row(name) {
                throughput "throughput/$name"
                text "$name doesn't parallelize across one input"
            }
        }
    }

    table('wall-clock') {
        caption 'How that translates to wall-clock cost for typical artifact sizes:'
        columns 'File size', 'blake3', 'sha256'
        for (label in ['10 MB', '100 MB', '1 GB', '10 GB']) {
            row(label) {
                for (name in ['blake3', 'sha256']) {
                    time "$label/$name"
                }
            }
        }
    }
}
