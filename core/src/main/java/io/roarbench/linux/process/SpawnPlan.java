package io.roarbench.linux.process;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.roarbench.linux.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One call of posix_spawn(3): its file actions, attributes and strings. */
final class SpawnPlan implements AutoCloseable {

    /** A session of its own is a process group of its own without a controlling terminal. */
    private static final int SETSID = 0x80;
    private static final int SETSIGDEF = 4;
    private static final int SETSIGMASK = 8;
    /** More than glibc's and musl's own structures need (80 and 336 bytes). */
    private static final int ROOM = 1024;

    private final Memory actions = cleared(ROOM);
    private final Memory attributes = cleared(ROOM);
    private final List<Memory> strings = new ArrayList<>();

    SpawnPlan(boolean ownGroup) {
        ProcessCalls.posix_spawn_file_actions_init(actions);
        ProcessCalls.posix_spawnattr_init(attributes);
        // The JVM blocks and handles signals for itself; a command starts with none blocked and all as usual.
        Memory none = cleared(128);
        Memory all = new Memory(128);
        all.setMemory(0, 128, (byte) 0xff);
        ProcessCalls.posix_spawnattr_setsigmask(attributes, none);
        ProcessCalls.posix_spawnattr_setsigdefault(attributes, all);
        ProcessCalls.posix_spawnattr_setflags(attributes,
                (short) (SETSIGMASK | SETSIGDEF | (ownGroup ? SETSID : 0)));
    }

    void dup(int from, int to) {
        ProcessCalls.posix_spawn_file_actions_adddup2(actions, from, to);
    }

    void open(int fd, String path, int flags) {
        ProcessCalls.posix_spawn_file_actions_addopen(actions, fd, ByteString.utf8(path).nulTerminated(), flags, 0666);
    }

    void chdir(String path) {
        ProcessCalls.posix_spawn_file_actions_addchdir_np(actions, ByteString.utf8(path).nulTerminated());
    }

    /** What the JVM has open is none of the command's business. */
    void closeFrom(int first) {
        ProcessCalls.posix_spawn_file_actions_addclosefrom_np(actions, first);
    }

    /** Returns the process id. */
    int spawn(String path, List<String> argv, List<String> env) throws IOException {
        int[] pid = new int[1];
        int error = ProcessCalls.posix_spawn(pid, ByteString.utf8(path).nulTerminated(), actions, attributes,
                array(argv), array(env));
        if (error != 0) {
            throw new IOException("cannot start " + argv + ": " + ProcessCalls.strerror(error));
        }
        return pid[0];
    }

    private Pointer array(List<String> values) {
        Memory array = cleared((values.size() + 1L) * Long.BYTES);
        for (int i = 0; i < values.size(); i++) {
            byte[] bytes = ByteString.utf8(values.get(i)).nulTerminated();
            Memory string = new Memory(bytes.length);
            string.write(0, bytes, 0, bytes.length);
            strings.add(string);
            array.setPointer((long) i * Long.BYTES, string);
        }
        strings.add(array);
        return array;
    }

    private static Memory cleared(long size) {
        Memory memory = new Memory(size);
        memory.clear();
        return memory;
    }

    @Override
    public void close() {
        ProcessCalls.posix_spawn_file_actions_destroy(actions);
        ProcessCalls.posix_spawnattr_destroy(attributes);
        strings.clear();
    }
}
