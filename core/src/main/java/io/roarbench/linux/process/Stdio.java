package io.roarbench.linux.process;

import java.nio.file.Path;

/** Where one of a command's standard descriptors leads. */
public sealed interface Stdio {

    /** {@code /dev/null}. */
    static Stdio none() {
        return new Null();
    }

    /** This JVM's own descriptor of the same number. */
    static Stdio inherit() {
        return new Inherit();
    }

    /** Read from this file (descriptor 0), or write to it, created or emptied first (descriptors 1 and 2). */
    static Stdio file(Path path) {
        return new ToFile(path, false);
    }

    /** Write to the end of this file, which is created where missing. */
    static Stdio append(Path path) {
        return new ToFile(path, true);
    }

    /** An open descriptor of this JVM, for instance one end of a pipe; it stays open here. */
    static Stdio descriptor(int fd) {
        return new Descriptor(fd);
    }

    /** {@code /dev/null}. */
    record Null() implements Stdio {
    }

    /** The same number in this JVM. */
    record Inherit() implements Stdio {
    }

    /**
     * A file.
     *
     * @param path which
     * @param append whether output goes to its end instead of emptying it
     */
    record ToFile(Path path, boolean append) implements Stdio {
    }

    /**
     * A descriptor of this JVM.
     *
     * @param fd its number, 0 or more
     */
    record Descriptor(int fd) implements Stdio {
    }
}
