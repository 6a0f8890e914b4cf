package io.roarbench.tracer.preload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Where libc's and ld.so's code makes system calls (sites.h, {@code struct module}). The first process of a run that has a
 * certain libc looks for them, which takes some ms; kept from run to run, later ones need not.
 */
final class LibcSites {

    private static final long AT = 4096;
    private static final int MODULES = 4;
    private static final int MODULE_SIZE = 32 + 480 * 8;
    private static final int READY_AT = 16;

    private final List<byte[]> modules;

    private LibcSites(List<byte[]> modules) {
        this.modules = modules;
    }

    /** None known. */
    static LibcSites none() {
        return new LibcSites(List.of());
    }

    static LibcSites readFrom(FileChannel log) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(MODULES * MODULE_SIZE).order(ByteOrder.nativeOrder());
        log.read(all, AT);
        List<byte[]> ready = new ArrayList<>();
        for (int i = 0; i < MODULES; i++) {
            if (all.getInt(i * MODULE_SIZE + READY_AT) == 1) {
                byte[] module = new byte[MODULE_SIZE];
                all.get(i * MODULE_SIZE, module);
                ready.add(module);
            }
        }
        return new LibcSites(ready);
    }

    void writeTo(FileChannel log) throws IOException {
        for (int i = 0; i < modules.size(); i++) {
            log.write(ByteBuffer.wrap(modules.get(i)), AT + (long) i * MODULE_SIZE);
        }
    }

    boolean isEmpty() {
        return modules.isEmpty();
    }
}
