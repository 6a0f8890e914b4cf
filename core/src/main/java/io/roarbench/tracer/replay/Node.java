package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A file as open descriptors know it: whatever happens to its name. */
final class Node {

    private ByteString path;
    private boolean contentWritten;
    private Usage unnamed;
    private final List<Earlier> earlier = new ArrayList<>(0);
    private final List<Linked> links = new ArrayList<>(0);

    /** A name that it had until a change of names. */
    private record Earlier(ByteString path, long until) {
    }

    /** A hard link that was made of it, by which a report knows the file as another one. */
    private record Linked(Node other, long change) {
    }

    /** @param path its name; null for a file without one (O_TMPFILE), whose usage is kept until it gets one */
    Node(ByteString path) {
        this.path = path;
        this.unnamed = path == null ? new Usage(null) : null;
    }

    ByteString path() {
        return path;
    }

    /** The name that it had when the run had made so many changes of names. */
    ByteString path(long change) {
        return earlier.stream().filter(name -> name.until() > change).findFirst().map(Earlier::path).orElse(path);
    }

    void rename(ByteString to, long change) {
        if (path != null) {
            earlier.add(new Earlier(path, change));
        }
        path = to;
    }

    void linked(Node other, long change) {
        links.add(new Linked(other, change));
    }

    /** It turns out that content was written when the run had made so many changes of names: hands over the names it got since. */
    void wasWritten(long change, Consumer<ByteString> since) {
        contentWritten = true;
        for (int i = 0; i < earlier.size(); i++) {
            if (earlier.get(i).until() > change) {
                since.accept(i + 1 < earlier.size() ? earlier.get(i + 1).path() : path);
            }
        }
        for (Linked link : links) {
            if (link.change() > change) {
                since.accept(link.other().path(link.change()));
                link.other().wasWritten(link.change(), since);
            }
        }
    }

    boolean contentWritten() {
        return contentWritten;
    }

    void contentWasWritten() {
        contentWritten = true;
    }

    /** What was done while it had no name; null if it has or had one. */
    Usage unnamed() {
        return unnamed;
    }

    void named(ByteString first) {
        path = first;
        unnamed = null;
    }
}
