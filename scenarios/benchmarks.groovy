// The whole page: tracers, proxy and hashes, measured one after the other.

title 'Benchmarks'

intro '''
This page reports performance characteristics for the parts of `roar` whose overhead users actually feel: the tracer backends, the S3 proxy, and the content-hashing pipeline. The point isn't a single benchmark headline, but to provide enough detail to predict overhead on your own workload and pick configurations that match your performance budget.

All benchmarks are reproducible. Setup notes per section.
'''

include 'tracers.groovy'
include 'proxy.groovy'
include 'hashes.groovy'

outro '''
## Where to look next

- [Tracers](../docs/tracers.md) — backend tradeoffs that explain the tracer overhead numbers.
- [Proxy](../docs/proxy.md) — the S3 proxy's request-signing path that drives the overhead measurements.
- [Hashes](../docs/hashes.md) — why blake3 is default, and when sha256 is worth computing alongside.
'''
