package io.roarbench.tracer.preload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What processes that are killed or find no room leave in the log; written here as log.c does. */
class SharedLogTests {

    private static final long NEXT_AT = 8;
    private static final long FULL_AT = 24;
    private static final long UNBLOCKED_AT = 32;
    private static final long RACES_AT = 56;
    private static final long RECORDS_AT = 4L << 30;
    private static final int CLAIMED = 1;
    private static final int COMPLETE = 2;
    private static final int CLOSE = 12;

    private SharedLog log;
    private RandomAccessFile file;

    @BeforeEach
    void create() throws Exception {
        log = SharedLog.create("roar-preload-test", KnownCode.none(), 1 << 20, SharedLog.BLOCKS_MAX);
        file = new RandomAccessFile(log.path(), "rw");
    }

    @AfterEach
    void close() throws Exception {
        file.close();
        log.close();
    }

    private void put(long at, long value) throws Exception {
        file.getChannel().write(ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(0, value), at);
    }

    private void record(long at, int state) throws Exception {
        put(at, 16L | (long) CLOSE << 32 | (long) state << 40);
        put(at + 8, 3L << 32);
    }

    private List<LogRecord> complete(long lost) throws Exception {
        List<LogRecord> records = new ArrayList<>();
        assertThat(log.records(records::add)).as("records in flight").isEqualTo(lost);
        return records.stream().filter(LogRecord::complete).toList();
    }

    @Test
    void a_record_whose_writer_was_killed_before_it_was_complete_is_counted() throws Exception {
        record(RECORDS_AT, COMPLETE);
        record(RECORDS_AT + 16, CLAIMED);
        record(RECORDS_AT + 32, COMPLETE);
        put(NEXT_AT, RECORDS_AT + 48);

        assertThat(complete(1)).extracting(LogRecord::fd).containsExactly(3, 3);
    }

    @Test
    void a_record_whose_writer_was_killed_before_it_began_is_counted() throws Exception {
        record(RECORDS_AT, COMPLETE);
        record(RECORDS_AT + 64, COMPLETE);
        put(NEXT_AT, RECORDS_AT + 80);

        assertThat(complete(1)).hasSize(2);
    }

    @Test
    void what_found_no_room_and_what_raced_is_counted() throws Exception {
        put(FULL_AT, 2);
        put(UNBLOCKED_AT, 3);
        put(RACES_AT, 4);

        assertThat(log.full()).isEqualTo(2);
        assertThat(log.unblocked()).isEqualTo(3);
        assertThat(log.races()).isEqualTo(4);
    }
}
