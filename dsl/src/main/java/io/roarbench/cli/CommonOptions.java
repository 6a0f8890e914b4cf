package io.roarbench.cli;

import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    private boolean help;

    @Option(names = "--verbose", description = "Shows stack traces of errors.")
    private boolean verbose;
}
