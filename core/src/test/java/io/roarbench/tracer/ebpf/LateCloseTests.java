package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.event.TraceEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of threads that share descriptors, in orders that the kernel gives once in some thousand calls. */
class LateCloseTests {

    private static final int FILES = 7;
    private static final int FD = 5;

    private final Recorder told = new Recorder();
    private final SharedTables tables = new SharedTables();
    private final SyscallRecords records = new SyscallRecords(told, new DescriptorLookup(), tables);

    LateCloseTests() {
        tables.share(FILES);
    }

    @Test
    void totals_that_a_late_close_took_belong_to_the_file_that_all_uses_of_the_number_had() {
        open(1, "/a");
        open(2, "/a");      // thread 1 has closed, and its record is still to come
        close(2, 1);
        close(1, 3);

        assertThat(told.bytes).containsExactly(Map.entry("/a", 4L));
        assertThat(told.flags).isEmpty();
        assertThat(told.paths).as("the number is closed").isEmpty();
    }

    @Test
    void totals_that_a_late_close_took_are_flagged_where_the_uses_had_different_files() {
        open(1, "/a");
        open(2, "/b");
        close(2, 1);
        close(1, 3);

        assertThat(told.bytes).containsExactly(Map.entry("/b", 1L));
        assertThat(told.flags).containsExactly(IncompleteReason.UNKNOWN_DESCRIPTOR);
    }

    @Test
    void a_late_close_does_not_give_its_totals_to_another_file_that_is_open_now() {
        open(1, "/a");
        open(2, "/b");
        close(1, 3);

        assertThat(told.bytes).isEmpty();
        assertThat(told.flags).containsExactly(IncompleteReason.UNKNOWN_DESCRIPTOR);
        assertThat(told.paths).as("stays open").containsValue("/b");
    }

    @Test
    void a_late_close_without_totals_changes_nothing() {
        open(1, "/a");
        open(2, "/b");
        close(1, 0);
        close(2, 2);

        assertThat(told.bytes).containsExactly(Map.entry("/b", 2L));
        assertThat(told.flags).isEmpty();
    }

    private void open(int tid, String path) {
        records.accept(Syscall.OPENAT, record(Syscall.OPENAT, tid, FD, TraceEvent.AT_FDCWD, 0), 1);
        told.opened(tid, path);
    }

    private void close(int tid, long bytes) {
        records.accept(Syscall.CLOSE, record(Syscall.CLOSE, tid, 0, FD, bytes), 1);
    }

    private static RawRecord record(Syscall syscall, int tid, long result, int argument, long bytesRead) {
        ByteBuffer buffer = ByteBuffer.allocate(Layout.HEAD_BYTES).order(ByteOrder.nativeOrder());
        buffer.putShort(Layout.KIND, (short) Layout.KIND_SYSCALL).putInt(Layout.NUMBER, syscall.number(Architecture.X86_64))
                .putInt(Layout.TID, tid).putInt(Layout.TGID, 1).putInt(Layout.FILES_ID, FILES)
                .putLong(Layout.RESULT, result).putLong(Layout.ARGS, argument)
                .putLong(Layout.EXTRA, bytesRead == 0 ? 0 : 1).putLong(Layout.EXTRA + 8, bytesRead);
        return new RawRecord(buffer, 0, Layout.HEAD_BYTES);
    }

    /** A table of descriptors as simple as these orders need. */
    private static final class Recorder implements EventSink {

        private final Map<Integer, String> paths = new HashMap<>();
        private final Map<String, Long> bytes = new HashMap<>();
        private final List<IncompleteReason> flags = new ArrayList<>();

        void opened(int tid, String path) {
            paths.put(FD, path);
        }

        @Override
        public void accept(TraceEvent event) {
            if (event instanceof TraceEvent.Io io) {
                bytes.merge(paths.get(io.fd()), io.readBytes(), Long::sum);
            } else if (event instanceof TraceEvent.Close close) {
                paths.remove(close.fd());
            } else if (event instanceof TraceEvent.FdIdentity identity) {
                paths.put(identity.fd(), identity.path().toString());
            } else if (event instanceof TraceEvent.Flag flag) {
                flags.add(flag.reason());
            }
        }

        @Override
        public boolean knows(int tid, int fd) {
            return paths.containsKey(fd);
        }

        @Override
        public ByteString pathOf(int tid, int fd) {
            return paths.containsKey(fd) ? ByteString.utf8(paths.get(fd)) : null;
        }
    }
}
