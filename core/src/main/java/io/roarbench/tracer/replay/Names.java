package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Which file each path leads to at this moment of the replay, as far as the run touched it. */
final class Names {

    private final NavigableMap<ByteString, Node> nodes = new TreeMap<>();
    private final Set<ByteString> gone = new HashSet<>();
    private final Ledger ledger;
    private long change;

    Names(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A rename or link comes; {@code counted} is its number, 0 for one more than the last. */
    void changing(long counted) {
        change = counted > 0 ? counted : change + 1;
    }

    /** The number of the last rename or link. */
    long change() {
        return change;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The file at a path; made known if it was not. */
    Node node(ByteString path) {
        gone.remove(path);
        return nodes.computeIfAbsent(path, Node::new);
    }

    /** Whether the run has seen or made a file there that is still there. */
    boolean exists(ByteString path) {
        return nodes.containsKey(path);
    }

    /** Whether the run has removed what was there, by unlink or rename. */
    boolean removed(ByteString path) {
        return gone.contains(path);
    }

    void unlink(ByteString path) {
        nodes.remove(path);
        gone.add(path);
    }

    /** Gives a file its first name. */
    void put(ByteString path, Node node) {
        gone.remove(path);
        nodes.put(path, node);
    }

    /** Moves a name, and for a directory all names below it. */
    void rename(ByteString from, ByteString to) {
        Map<ByteString, Node> moved = take(from);
        take(to);
        moved.forEach((path, node) -> place(to.plus(path.substring(from.length())), node));
        gone.add(from);
        gone.remove(to);
        if (moved.isEmpty()) {
            node(to);
        }
    }

    /** Two names change places. */
    void exchange(ByteString a, ByteString b) {
        Map<ByteString, Node> ofA = take(a);
        Map<ByteString, Node> ofB = take(b);
        ofA.forEach((path, node) -> place(b.plus(path.substring(a.length())), node));
        ofB.forEach((path, node) -> place(a.plus(path.substring(b.length())), node));
    }

    private void place(ByteString path, Node node) {
        node.rename(path, change);
        nodes.put(path, node);
    }

    private Map<ByteString, Node> take(ByteString path) {
        Map<ByteString, Node> taken = new TreeMap<>();
        Node self = nodes.remove(path);
        if (self != null) {
            taken.put(path, self);
        }
        Map<ByteString, Node> below = nodes.subMap(path.plus("/"), true, path.plus("0"), false);
        taken.putAll(below);
        below.clear();
        return taken;
    }
}
