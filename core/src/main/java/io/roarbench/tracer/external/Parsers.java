package io.roarbench.tracer.external;

import java.util.List;
import java.util.Optional;

/** The parsers by name. */
public final class Parsers {

    private static final List<TraceParser> ALL = List.of(new StraceParser(), new RoarParser(), new OpaqueParser());

    private Parsers() {
    }

    /** The parser of this name; empty if there is none. */
    public static Optional<TraceParser> named(String name) {
        return ALL.stream().filter(parser -> parser.name().equals(name)).findFirst();
    }
}
