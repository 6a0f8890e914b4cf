package io.roarbench.tracer.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.tracer.TraceReport;
import io.roarbench.tracer.replay.Replay;
import io.roarbench.tracer.replay.TraceMeta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReaderTests {

    private static final int START = 1;
    private static final int EXIT = 5;
    private static final int LOST = 21;
    private static final int END = 24;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private void record(int type, long arg, String... strings) {
        int size = 64 + Arrays.stream(strings).mapToInt(s -> 4 + s.length()).sum();
        ByteBuffer r = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        r.putInt(size).putShort((short) type).putShort((short) strings.length).putInt(10).putInt(0).putLong(1).putLong(arg);
        r.position(64);
        for (String string : strings) {
            r.putInt(string.length()).put(string.getBytes(StandardCharsets.US_ASCII));
        }
        log.writeBytes(r.array());
    }

    private TraceReport read(int cut) throws IOException {
        Replay replay = new Replay(new TraceMeta("ptrace", "exact", "none", List.of("x"), "/", false));
        byte[] bytes = Arrays.copyOf(log.toByteArray(), log.size() - cut);
        new LogReader(new ByteArrayInputStream(bytes), replay).readAll();
        return replay.report(0, 0, 1);
    }

    private void run() {
        record(START, 0, "/w");
        record(EXIT, 0);
    }

    @Test
    void a_whole_log_is_complete() throws Exception {
        run();
        record(END, 2);

        assertThat(read(0).complete()).isTrue();
    }

    @Test
    void a_cut_log_is_not() throws Exception {
        run();
        record(END, 2);

        assertThat(read(1).incomplete()).containsExactly("tracer-failed: the log has no end");
    }

    @Test
    void records_that_are_missing_are_counted() throws Exception {
        run();
        record(END, 5);

        assertThat(read(0).dropped()).containsEntry("log_records", 3L);
    }

    @Test
    void what_the_launcher_lost_is_counted() throws Exception {
        run();
        record(LOST, 4, "unsettled_io");
        record(END, 3);

        assertThat(read(0).dropped()).containsEntry("unsettled_io", 4L);
        assertThat(read(0).complete()).isFalse();
    }

    @Test
    void a_broken_log_is_refused() {
        log.writeBytes(new byte[64]);

        assertThatThrownBy(() -> read(0)).isInstanceOf(IOException.class).hasMessageContaining("record of 0 bytes");
    }
}
