package io.roarbench.dsl;

import groovy.lang.Closure;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which block of a scenario file is being read. Groovy looks a name up in the enclosing blocks, too; without this guard, a
 * keyword of an outer block used in an inner one would silently change the outer.
 */
final class Scope {

    private final Deque<Block> open = new ArrayDeque<>();

    /** Runs a block's closure with the block as delegate. */
    void run(Block block, Closure<?> body) {
        Closure<?> copy = (Closure<?>) body.clone();
        copy.setDelegate(block);
        copy.setResolveStrategy(Closure.DELEGATE_FIRST);
        open.push(block);
        try {
            copy.call();
        } finally {
            open.pop();
        }
    }

    /** Opens the outermost block, whose keywords are the script's own. */
    void open(Block block) {
        open.push(block);
    }

    /** Fails unless {@code owner} is the innermost open block. */
    void check(Block owner, String keyword) {
        Block innermost = open.peek();
        if (innermost != owner) {
            throw new IllegalArgumentException("'" + keyword + "' belongs " + owner.place() + ", not "
                    + (innermost == null ? "here" : innermost.place()));
        }
    }
}
