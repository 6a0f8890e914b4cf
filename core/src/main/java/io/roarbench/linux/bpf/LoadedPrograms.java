package io.roarbench.linux.bpf;

import com.sun.jna.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The eBPF programs that are in the kernel now, of whatever process. Needs CAP_SYS_ADMIN. */
public final class LoadedPrograms {

    private static final int PROG_GET_NEXT_ID = 11;
    private static final int NEXT_ID_OFFSET = 4;

    private final Kernel kernel = new Kernel();

    /** Their ids, ascending. @throws IOException if the kernel does not tell */
    public List<Integer> ids() throws IOException {
        List<Integer> ids = new ArrayList<>();
        try (Memory attr = Kernel.attributes()) {
            int result = 0;
            for (int id = 0; result == 0; ids.add(id)) {
                attr.setInt(0, id);
                result = kernel.bpf(PROG_GET_NEXT_ID, attr);
                if (result == -Kernel.ENOENT) {
                    return ids;
                }
                id = attr.getInt(NEXT_ID_OFFSET);
            }
            throw new IOException("cannot list eBPF programs: " + Kernel.describe(-result));
        }
    }
}
