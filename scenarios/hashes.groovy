// The Hashes section of the page: throughput of each algorithm, and what a file of typical size costs.

title 'Hashes'

def directory = parameter('directory', '')
def cache = parameter('cache', ['cached', 'cold'])
def chosen = parameter('provider', 'auto')

// An optional table: every provider and SIMD level by every way of reading, on one thread and on all.
def withMatrix = parameter('matrix', ['no', 'yes']) == 'yes'

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
    readingOnAllThreads 'reading on all threads'
    rounds byProfile(quick: 7..30, full: 12..100)
    precision byProfile(quick: 3.percent, full: 1.percent)
    budget byProfile(quick: 13.seconds, full: 60.seconds)
    turns 2
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
        budget byProfile(quick: 8.seconds, full: 30.seconds)
        turns 2
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
    budget byProfile(quick: 25.seconds, full: 90.seconds)
    warmUp 0 // the sizes above have done that
}

def ways = ['read', 'mmap', 'direct']
def kinds = [
    blake3: [['native', 'avx512'], ['native', 'avx2'], ['native', 'sse41'], ['native', 'neon'], ['native', 'portable'],
             ['vector', 'auto'], ['bouncycastle', 'auto']],
    sha256: [['native', 'auto'], ['native', 'portable'], ['jdk', 'auto'], ['openssl', 'auto'], ['bouncycastle', 'auto']],
    sha512: [['native', 'auto'], ['native', 'portable'], ['jdk', 'auto'], ['openssl', 'auto'], ['bouncycastle', 'auto']],
    md5   : [['native', 'auto'], ['jdk', 'auto'], ['openssl', 'auto'], ['bouncycastle', 'auto']],
]

if (withMatrix) {
    kinds.each { name, makers ->
        hashing("matrix $name") {
            file byProfile(quick: 64.MB, full: 256.MB), directory
            pageCache cache
            // The first is what the others are compared with: one that runs on every machine.
            reading 'reading alone'
            for (maker in makers) {
                for (way in ways) {
                    variant("${maker.join(' ')} $way") {
                        algorithm name
                        provider maker[0]
                        level maker[1]
                        io way
                    }
                    if (name == 'blake3' && maker[0] == 'native') {
                        variant("${maker.join(' ')} $way all threads") {
                            algorithm name
                            provider maker[0]
                            level maker[1]
                            io way
                            allThreads()
                        }
                    }
                }
            }
            readingOnAllThreads 'reading on all threads'
            rounds byProfile(quick: 7..30, full: 12..60)
            precision byProfile(quick: 3.percent, full: 1.percent)
            budget byProfile(quick: 20.seconds, full: 2.minutes)
        }
    }
}

section('Hashes') {
    intro 'Throughput of the supported [hash algorithms](../docs/hashes.md) on the same hardware, measured on disk-backed reads.'

    setup 'Single-threaded: one thread reads and hashes one file, with the SIMD instructions of one core. SIMD / multi-threaded: all CPUs work on that one file, each with its SIMD instructions; only blake3 is a tree that can be cut for them. Reading alone: the same file by read(2) without hashing, which no figure of its column can pass while it reads.'

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

    table('reading') {
        caption 'The same file read without hashing, the limit of both columns above:'
        columns 'Work', 'Single-threaded', 'Multi-threaded'
        row('reading alone') {
            throughput 'throughput/reading alone'
            throughput 'throughput/reading on all threads'
        }
    }
}

if (withMatrix) {
    section('Hashes by provider, level, way of reading and threads') {
        intro 'The same by every provider and SIMD level there is, asked for by name, and by every way of reading.'
        setup 'One thread unless the head says otherwise. mmap of a Java provider (all but `native`) copies out of the mapping.'

        table('matrix') {
            columns 'Algorithm', 'Provider', 'Level', 'read', 'mmap', 'O_DIRECT', 'read, all threads', 'mmap, all threads',
                    'O_DIRECT, all threads'
            kinds.each { name, makers ->
                for (maker in makers) {
                    row(name) {
                        text maker[0]
                        text maker[1] == 'auto' ? 'best' : maker[1]
                        for (way in ways) {
                            throughput "matrix $name/${maker.join(' ')} $way"
                        }
                        for (way in ways) {
                            if (name == 'blake3' && maker[0] == 'native') {
                                throughput "matrix $name/${maker.join(' ')} $way all threads"
                            } else {
                                text '–'
                            }
                        }
                    }
                }
            }
            row('reading alone') {
                text '–'
                text '–'
                throughput 'matrix blake3/reading alone'
                text '–'
                text '–'
                throughput 'matrix blake3/reading on all threads'
                text '–'
                text '–'
            }
        }
    }
}
