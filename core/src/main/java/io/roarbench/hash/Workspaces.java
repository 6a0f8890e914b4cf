package io.roarbench.hash;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Buffers and open digests, reused from file to file; there are as many as threads have hashed at once. */
final class Workspaces implements AutoCloseable {

    private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();

    /** One thread's buffer and digests. */
    record Workspace(Lineup lineup, ByteBuffer buffer, List<Lane> lanes) implements AutoCloseable {

        @Override
        public void close() {
            lanes.forEach(Lane::close);
        }
    }

    /** Takes one whose buffer has the size wanted at least and is an array or direct as wanted. */
    Workspace take(Lineup lineup, int bufferSize, boolean array) {
        Workspace found = idle.poll();
        if (found != null && found.lineup() == lineup && found.buffer().capacity() >= bufferSize
                && found.buffer().hasArray() == array) {
            return found;
        }
        if (found != null) {
            found.close();
        }
        ByteBuffer buffer = array ? ByteBuffer.allocate(bufferSize) : PageAligned.allocate(bufferSize);
        return new Workspace(lineup, buffer, lineup.openLanes(!array));
    }

    /** Gives one back whose digests are finished. After a failure, close it instead. */
    void giveBack(Workspace workspace) {
        idle.push(workspace);
    }

    @Override
    public void close() {
        for (Workspace workspace = idle.poll(); workspace != null; workspace = idle.poll()) {
            workspace.close();
        }
    }
}
