package io.roarbench.tracer.replay;

import io.roarbench.tracer.event.TraceEvent;
import io.roarbench.tracer.replay.Usage.Did;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The shared mappings of files that are not writable but may become so, for each process: mprotect(2) then means that the file can be
 * written without any further call.
 */
final class Mappings {

    private static final int PROT_WRITE = 2;
    private static final int MAP_TYPE = 0xf;
    private static final int MAP_PRIVATE = 2;
    private static final int PAGE = 4096;

    private final Tasks tasks;
    private final Names names;
    private final Map<Integer, NavigableMap<Long, Range>> spaces = new HashMap<>();

    /** Addresses from the map's key on. */
    private record Range(long end, Node file) {
    }

    Mappings(Tasks tasks, Names names) {
        this.tasks = tasks;
        this.names = names;
    }

    /** Before the events of processes are replayed. Returns whether it was one of this class' own events. */
    boolean accept(TraceEvent event) {
        if (event instanceof TraceEvent.Clone clone && !clone.thread()) {
            inherited(clone);
        } else if (event instanceof TraceEvent.Exec || event instanceof TraceEvent.ProcessExit) {
            spaces.remove(event.tid());
        } else if (event instanceof TraceEvent.Mapping mapping) {
            mapped(tasks.of(mapping.tid()), mapping);
            return true;
        } else if (event instanceof TraceEvent.Unmapping unmapping) {
            take(space(unmapping), unmapping.address(), end(unmapping.address(), unmapping.length()));
            return true;
        } else if (event instanceof TraceEvent.Remapping remapping) {
            moved(space(remapping), remapping);
            return true;
        } else if (event instanceof TraceEvent.MadeWritable writable) {
            written(tasks.of(writable.tid()), writable);
            return true;
        }
        return false;
    }

    private NavigableMap<Long, Range> space(TraceEvent event) {
        return spaces.computeIfAbsent(tasks.of(event.tid()).pid(), pid -> new TreeMap<>());
    }

    private void inherited(TraceEvent.Clone clone) {
        NavigableMap<Long, Range> parent = spaces.get(tasks.of(clone.tid()).pid());
        if (parent != null) {
            spaces.put(clone.child(), new TreeMap<>(parent));
        }
    }

    private void mapped(Task task, TraceEvent.Mapping mapping) {
        NavigableMap<Long, Range> space = space(mapping);
        long end = end(mapping.address(), mapping.length());
        take(space, mapping.address(), end);
        boolean shared = mapping.fd() >= 0 && (mapping.flags() & MAP_TYPE) != MAP_PRIVATE;
        OpenFile file = shared && (mapping.prot() & PROT_WRITE) == 0 ? task.files().get(mapping.fd()) : null;
        if (file != null && file.node() != null && DescriptorEvents.writable(file.flags())) {
            space.put(mapping.address(), new Range(end, file.node()));
        }
    }

    private static void moved(NavigableMap<Long, Range> space, TraceEvent.Remapping move) {
        Range range = covering(space, move.from());
        if (!move.keeps()) {
            take(space, move.from(), end(move.from(), move.fromLength()));
        }
        long end = end(move.to(), move.toLength());
        take(space, move.to(), end);
        if (range != null) {
            space.put(move.to(), new Range(end, range.file()));
        }
    }

    private static Range covering(NavigableMap<Long, Range> space, long address) {
        Map.Entry<Long, Range> below = space.floorEntry(address);
        return below == null || below.getValue().end() <= address ? null : below.getValue();
    }

    private void written(Task task, TraceEvent.MadeWritable writable) {
        NavigableMap<Long, Range> space = space(writable);
        for (Range range : take(space, writable.address(), end(writable.address(), writable.length()))) {
            Node file = range.file();
            file.contentWasWritten();
            Usage usage = file.path() == null ? file.unnamed() : names.ledger().at(file.path());
            usage.did(task.pid(), Did.WRITTEN, Did.MAPPED);
        }
    }

    /** Removes what lies between two addresses and returns it. */
    private static List<Range> take(NavigableMap<Long, Range> space, long from, long to) {
        List<Range> taken = new ArrayList<>();
        Map.Entry<Long, Range> first = space.lowerEntry(to);
        while (first != null && first.getValue().end() > from) {
            Range range = space.remove(first.getKey());
            taken.add(range);
            if (first.getKey() < from) {
                space.put(first.getKey(), new Range(from, range.file()));
            }
            if (range.end() > to) {
                space.put(to, range);
            }
            first = first.getKey() < from ? null : space.lowerEntry(first.getKey());
        }
        return taken;
    }

    private static long end(long address, long length) {
        return address + (length + PAGE - 1) / PAGE * PAGE;
    }
}
