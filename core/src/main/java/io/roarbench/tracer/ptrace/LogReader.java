package io.roarbench.tracer.ptrace;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import io.roarbench.tracer.replay.Replay;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the launcher's log (ptrace.h has its form) and replays it. */
final class LogReader {

    private static final int HEAD = 64;
    private static final int MAX_RECORD = 64 << 20;

    private final InputStream in;
    private final RecordTranslator translator;
    private final Replay replay;
    private long records;

    LogReader(InputStream in, Replay replay) {
        this.in = in;
        this.replay = replay;
        this.translator = new RecordTranslator(replay);
    }

    /** Reads all; a log that is cut or short of records makes the report incomplete. */
    void readAll() throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] head = new byte[HEAD];
        while (true) {
            LogRecord record = next(data, head);
            if (record == null) {
                replay.flag(IncompleteReason.TRACER_FAILED, "the log has no end");
                return;
            }
            if (record.type() == LogRecord.END) {
                replay.lost("log_records", record.arg(0) - records);
                return;
            }
            records++;
            translator.translate(record);
        }
    }

    /** Null at the end of the file, also in the middle of a record. */
    private static LogRecord next(DataInputStream data, byte[] head) throws IOException {
        try {
            data.readFully(head);
            ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder());
            int size = buffer.getInt(0);
            if (size < HEAD || size > MAX_RECORD) {
                throw new IOException("the ptrace log holds a record of " + size + " bytes");
            }
            byte[] strings = new byte[size - HEAD];
            data.readFully(strings);
            return LogRecord.of(buffer, strings);
        } catch (EOFException end) {
            return null;
        }
    }

    /**
     * One record.
     *
     * @param type one of ptrace.h's record types
     */
    record LogRecord(int type, int tid, long nanos, long[] args, ByteString[] strings) {

        static final int END = 24;

        static LogRecord of(ByteBuffer head, byte[] strings) {
            ByteString[] list = new ByteString[head.getShort(6)];
            ByteBuffer bytes = ByteBuffer.wrap(strings).order(ByteOrder.nativeOrder());
            for (int i = 0; i < list.length; i++) {
                int length = bytes.getInt();
                list[i] = ByteString.of(strings, bytes.position(), length);
                bytes.position(bytes.position() + length);
            }
            long[] args = new long[5];
            for (int i = 0; i < args.length; i++) {
                args[i] = head.getLong(24 + 8 * i);
            }
            return new LogRecord(head.getShort(4), head.getInt(8), head.getLong(16), args, list);
        }

        long arg(int i) {
            return args[i];
        }

        int number(int i) {
            return (int) args[i];
        }

        boolean flag(int i) {
            return args[i] != 0;
        }

        /** Null where the log has an empty string. */
        ByteString path(int i) {
            return strings[i].isEmpty() ? null : strings[i];
        }
    }
}
