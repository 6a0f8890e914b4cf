package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * A program as it starts. In the record each string has a mark before it (init.c).
 *
 * @param program the binary that runs, as the kernel knows it
 * @param cwd null if its predecessor was traced
 */
record Image(ByteString program, ByteString cwd, List<ByteString> arguments, List<Library> libraries) {

    /**
     * One that ld.so had loaded.
     *
     * @param manyHeaders whether its program headers do not fit in the first 832 bytes
     */
    record Library(ByteString path, boolean manyHeaders) {
    }

    static Image of(LogRecord start) {
        ByteString program = ByteString.EMPTY;
        ByteString cwd = null;
        List<ByteString> arguments = new ArrayList<>();
        List<Library> libraries = new ArrayList<>();
        for (ByteString marked : start.strings()) {
            ByteString text = marked.substring(1);
            switch (marked.at(0)) {
                case 'e' -> program = text;
                case 'c' -> cwd = text;
                case 'a' -> arguments.add(text);
                case 'l' -> libraries.add(new Library(text, false));
                case 'L' -> libraries.add(new Library(text, true));
                default -> throw new IllegalStateException("unknown mark in the preload log: " + marked);
            }
        }
        return new Image(program, cwd, arguments, libraries);
    }
}
