// The Proxy section of the page: what the S3 proxy adds to single operations and to bulk transfers.
//
//   --set endpoint=https://s3.eu-west-1.amazonaws.com --set region=eu-west-1   any S3, with the environment's credentials
//   --set bucket=NAME        a bucket that may be written to; else one is made and removed
//   --set hostRegion=NAME    where this machine is, for the Setup line of another S3
//   --set other=http://…     a column for another proxy that runs in front of the same S3 (--set originPort=… for ours)
//   --set process=client     our proxy in the process of the client, not in one of its own
//   --set parts=no           without the table of where the proxy's time goes
//   --set raw=yes            the operations by signed bytes over a socket, without the SDK's own work
//   --set delays=yes         whether the proxy's own time holds when the S3 is further away

title 'Proxy'

def url = parameter('endpoint', '')
def inRegion = parameter('region', 'us-east-1')
def inBucket = parameter('bucket', '')
def inHost = parameter('hostRegion', '')
def other = parameter('other', '')
def port = parameter('originPort', 0)
def process = parameter('process', ['own', 'client'])
def parts = parameter('parts', ['yes', 'no'])
def raw = parameter('raw', ['no', 'yes'])
def delays = parameter('delays', ['no', 'yes'])

def operations = [
    'GetObject 1 KB'   : '`GetObject` (1 KB)',
    'GetObject 1 MB'   : '`GetObject` (1 MB)',
    'GetObject 100 MB' : '`GetObject` (100 MB)',
    'PutObject 1 MB'   : '`PutObject` (1 MB)',
    'multipart 1 GB'   : 'Multipart upload (1 GB, 8 MB parts)',
]

def drivers = raw == 'yes' ? ['sdk', 'raw'] : ['sdk']

for (client in drivers) {
    def suffix = client == 'sdk' ? '' : ' raw'

    s3('GetObject 1 KB' + suffix) {
        endpoint url
        region inRegion
        bucket inBucket
        originPort port
        driver client
        getObject 1.KB
        requests 40
        direct()
        proxied('proxy') {
            if (process == 'client') {
                inProcess()
            }
        }
        if (other) {
            through 'other', other
        }
        rounds byProfile(quick: 20..600, full: 60..3000)
        precision byProfile(quick: 0.5.percent, full: 0.3.percent)
        budget byProfile(quick: 10.seconds, full: 50.seconds)
        turns 2
    }

    s3('GetObject 1 MB' + suffix) {
        endpoint url
        region inRegion
        bucket inBucket
        originPort port
        driver client
        getObject 1.MB
        requests 10
        direct()
        proxied('proxy') {
            if (process == 'client') {
                inProcess()
            }
        }
        if (other) {
            through 'other', other
        }
        rounds byProfile(quick: 20..400, full: 60..2000)
        precision byProfile(quick: 3.percent, full: 1.percent)
        budget byProfile(quick: 8.seconds, full: 40.seconds)
        turns 2
    }

    s3('GetObject 100 MB' + suffix) {
        endpoint url
        region inRegion
        bucket inBucket
        originPort port
        driver client
        getObject 100.MB
        direct()
        proxied('proxy') {
            if (process == 'client') {
                inProcess()
            }
        }
        if (other) {
            through 'other', other
        }
        rounds byProfile(quick: 12..100, full: 30..400)
        precision byProfile(quick: 3.percent, full: 2.percent)
        budget byProfile(quick: 10.seconds, full: 45.seconds)
        turns 2
        warmUp 10
    }

    s3('PutObject 1 MB' + suffix) {
        endpoint url
        region inRegion
        bucket inBucket
        originPort port
        driver client
        putObject 1.MB
        requests 5
        direct()
        proxied('proxy') {
            if (process == 'client') {
                inProcess()
            }
        }
        if (other) {
            through 'other', other
        }
        rounds byProfile(quick: 20..300, full: 60..1500)
        precision byProfile(quick: 3.percent, full: 2.percent)
        budget byProfile(quick: 10.seconds, full: 45.seconds)
        turns 2
    }

    s3('multipart 1 GB' + suffix) {
        endpoint url
        region inRegion
        bucket inBucket
        originPort port
        driver client
        multipartUpload 1000.MB, 8.MB
        direct()
        proxied('proxy') {
            if (process == 'client') {
                inProcess()
            }
        }
        if (other) {
            through 'other', other
        }
        // Six rounds give an interval; for a control there is no time in a quick run.
        rounds byProfile(quick: 6..8, full: 8..30)
        precision byProfile(quick: 3.percent, full: 2.percent)
        budget byProfile(quick: 25.seconds, full: 90.seconds)
        warmUp byProfile(quick: 0, full: 1)
        if (byProfile(quick: true, full: false)) {
            withoutControl()
        }
    }
}

for (count in [1, 16]) {
    s3("$count streams") {
        endpoint url
        region inRegion
        bucket inBucket
        originPort port
        getObject count == 1 ? 100.MB : 32.MB
        streams count
        requests byProfile(quick: 1, full: count == 1 ? 10 : 4)
        direct()
        proxied('proxy') {
            if (process == 'client') {
                inProcess()
            }
        }
        if (other) {
            through 'other', other
        }
        rounds byProfile(quick: 6..60, full: 15..200)
        precision byProfile(quick: 3.percent, full: 2.percent)
        budget byProfile(quick: count == 1 ? 10.seconds : 18.seconds, full: 45.seconds)
        warmUp 4
    }
}

if (parts == 'yes') {
    s3('parts') {
        keepAwake()
        driver 'raw'
        getObject 1.KB
        requests 50
        direct()
        proxied('tcp') { duty 'tcp' }
        proxied('http') { duty 'http' }
        proxied()
        rounds byProfile(quick: 30..1000, full: 100..5000)
        precision byProfile(quick: 0.5.percent, full: 0.3.percent)
        budget byProfile(quick: 12.seconds, full: 45.seconds)
    }
}

def distances = ['5 ms': [5, 5], '20 ms': [20, 20], '0 to 20 ms, jittered': [0, 20]]

if (delays == 'yes') {
    s3('delays') {
        keepAwake()
        driver 'raw'
        getObject 1.KB
        requests 150
        every 1.milliseconds
        streams 32
        direct()
        proxied()
        distances.each { label, bounds ->
            originDelay bounds[0].milliseconds, bounds[1].milliseconds
            direct "direct $label"
            proxied "proxy $label"
        }
        rounds byProfile(quick: 12..30, full: 30..200)
        precision 0.1.percent
        budget byProfile(quick: 35.seconds, full: 120.seconds)
        warmUp 3
        withoutControl()
    }
}

section('Proxy') {
    intro 'How much overhead the [S3 proxy](../docs/proxy.md) adds on top of direct-to-S3 traffic. The proxy stands between an AWS SDK client and S3, re-signs each request, and forwards the result. Requests of both paths are interleaved and compared in pairs, which leaves the network\'s variability out.'

    if (url) {
        setup "Region of this host: ${inHost ?: 'not told (--set hostRegion=NAME)'}"
    }

    table('operations') {
        if (other) {
            columns 'Operation', 'Direct-to-S3', 'Through proxy', 'Overhead', 'Through the other proxy', 'Its overhead'
        } else {
            columns 'Operation', 'Direct-to-S3', 'Through proxy', 'Overhead'
        }
        operations.each { id, label ->
            row(label) {
                time "$id/direct"
                time "$id/proxy"
                overhead "$id/proxy"
                if (other) {
                    time "$id/other"
                    overhead "$id/other"
                }
            }
        }
    }

    table('bulk transfers') {
        caption 'Sustained throughput on bulk transfers:'
        if (other) {
            columns '', 'Direct', 'Through proxy', 'Through the other proxy'
        } else {
            columns '', 'Direct', 'Through proxy'
        }
        ['1 streams': 'Single-stream `GetObject`', '16 streams': 'Multi-stream (16-way) `GetObject`'].each { id, label ->
            row(label) {
                throughput "$id/direct"
                throughput "$id/proxy"
                if (other) {
                    throughput "$id/other"
                }
            }
        }
    }

    table('latency') {
        caption 'Percentiles of single requests, and the proxy\'s own time in them by its own stamps (what it does between the arrival of a head and its leaving, both ways; the hop through the kernel comes on top):'
        columns 'Operation', 'p50 direct', 'p50 proxy', 'p90 direct', 'p90 proxy', 'p99 direct', 'p99 proxy', 'p99.9 direct', 'p99.9 proxy', 'own time p50', 'own time p99'
        for (id in ['GetObject 1 KB', 'GetObject 1 MB', 'PutObject 1 MB']) {
            row(operations[id]) {
                for (p in [50, 90, 99, 99.9]) {
                    percentile "$id/direct", p
                    percentile "$id/proxy", p
                }
                ownTime "$id/proxy", 50
                ownTime "$id/proxy", 99
            }
        }
    }

    table('resources') {
        caption 'What the proxy\'s process takes:'
        columns 'Operation', 'CPU time an operation', 'CPU seconds per GB', 'Peak memory'
        operations.each { id, label ->
            row(label) {
                cpuPerRequest "$id/proxy"
                if (id == 'GetObject 1 KB') {
                    notMeasured 'requests of 1 KB move too few bytes for a figure per GB'
                } else {
                    cpuPerGigabyte "$id/proxy"
                }
                peakMemory "$id/proxy"
            }
        }
    }

    if (raw == 'yes') {
        table('raw operations') {
            caption 'The same operations by the raw driver (a request signed once, sent again and again over one socket):'
            columns 'Operation', 'Direct-to-S3', 'Through proxy', 'Overhead'
            operations.each { id, label ->
                row(label) {
                    time "$id raw/direct"
                    time "$id raw/proxy"
                    overhead "$id raw/proxy"
                }
            }
        }
    }

    if (parts == 'yes') {
        table('parts') {
            caption 'The proxy\'s own work: where the time of a `GetObject` (1 KB) goes, by the raw driver, with parts of the proxy switched off and CPUs kept awake:'
            columns 'Part', 'Adds'
            row('hop: another process that copies bytes') { overhead 'parts/tcp', 'parts/direct' }
            row('HTTP: heads parsed and written') { overhead 'parts/http', 'parts/tcp' }
            row('verifying, signing, lineage') { overhead 'parts/proxy', 'parts/http' }
            row('all') { overhead 'parts/proxy', 'parts/direct' }
            row('of this the proxy\'s own time, by its stamps') { ownTime 'parts/proxy' }
            row('nothing: direct against direct') { overhead 'parts/control', 'parts/direct' }
            row('nothing, by the AWS SDK') { overhead 'GetObject 1 KB/control', 'GetObject 1 KB/direct' }
        }
    }

    if (delays == 'yes') {
        table('delays') {
            caption 'The same with an origin that waits before it answers (`GetObject` 1 KB, raw driver, 1000 requests a second): own work must not change.'
            columns 'Delay', 'Direct-to-S3', 'Overhead', 'Own time', 'Own time against no delay', 'CPU time a request'
            row('none') {
                time 'delays/direct'
                overhead 'delays/proxy', 'delays/direct'
                ownTime 'delays/proxy'
                text '–'
                cpuPerRequest 'delays/proxy'
            }
            distances.keySet().each { label ->
                row(label) {
                    time "delays/direct $label"
                    overhead "delays/proxy $label", "delays/direct $label"
                    ownTime "delays/proxy $label"
                    ownTimeChange "delays/proxy $label", 'delays/proxy'
                    cpuPerRequest "delays/proxy $label"
                }
            }
        }
    }
}
