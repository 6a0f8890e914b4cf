package io.roarbench.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much the page cache holds that is not yet on disk, of the whole machine; {@code /proc/vmstat}, see proc(5). */
public final class DirtyPages {

    private static final Path VMSTAT = Path.of("/proc/vmstat");

    private DirtyPages() {
    }

    /**
     * Bytes that are to be written or being written; empty where the kernel does not say.
     *
     * @throws IOException if it cannot be read
     */
    public static OptionalLong bytes() throws IOException {
        return Files.exists(VMSTAT) ? bytes(Files.readAllLines(VMSTAT), FileCalls.getpagesize()) : OptionalLong.empty();
    }

    static OptionalLong bytes(List<String> vmstat, int pageBytes) {
        OptionalLong dirty = value("nr_dirty ", vmstat);
        OptionalLong writing = value("nr_writeback ", vmstat);
        return dirty.isPresent() && writing.isPresent()
                ? OptionalLong.of(pageBytes * (dirty.getAsLong() + writing.getAsLong()))
                : OptionalLong.empty();
    }

    private static OptionalLong value(String key, List<String> vmstat) {
        return vmstat.stream().filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip())).findFirst();
    }
}
