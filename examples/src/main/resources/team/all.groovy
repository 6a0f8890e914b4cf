// A scenario pack: what a team measures before it turns tracing on, shared as a jar. The job itself is in the jar, too.
// java -cp dsl/target/roar-bench.jar:examples/target/roar-bench-examples-0.1.0.jar io.roarbench.cli.Main run team/all.groovy

title 'What tracing costs our jobs'

include 'jobs/tokenise.groovy'
include 'jobs/archive.groovy'
