package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.TraceReport.Rename;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was done to each path, and the renames in order. */
final class Ledger {

    private final Map<ByteString, Usage> usages = new TreeMap<>();
    private final List<Rename> renames = new ArrayList<>();

    Usage at(ByteString path) {
        return usages.computeIfAbsent(path, Usage::new);
    }

    void renamed(Rename rename) {
        renames.add(rename);
    }

    Collection<Usage> usages() {
        return usages.values();
    }

    List<Rename> renames() {
        return renames;
    }
}
