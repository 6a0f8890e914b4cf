package io.roarbench.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.roarbench.linux.SplicePipe;
import io.roarbench.linux.SystemCallException;
import java.io.IOException;

/**
 * Moves bytes from one TCP connection to another inside the kernel (splice(2)): nothing is copied into this process and out
 * again. Both are on one event loop, to which it is confined, and neither reads (source) or writes (sink) by itself
 * meanwhile. It watches descriptors of its own of both sockets, so that Netty's interest in them stays as it is.
 */
public final class Splice implements AutoCloseable {

    /** Smaller bodies are copied sooner than a splice is set up. */
    public static final long WORTHWHILE = 256 << 10;

    /** Told how it goes; may close the splice. */
    public interface Listener {

        /** So many bytes more have been given to the sink's socket. */
        void spliced(long bytes);

        /** The source ended, or failed, before all bytes had come. */
        void sourceFailed();

        /** The sink takes no more. */
        void sinkFailed();
    }

    /** Rounds without a look at other connections. */
    private static final int MOST_ROUNDS = 16;

    private final PipePool pool;
    private final SplicePipe pipe;
    private final IoEventLoop loop;
    private final Listener listener;
    private final End source;
    private final End sink;
    private long toCome;
    private boolean started;
    private boolean scheduled;
    private boolean closed;

    private Splice(PipePool pool, SplicePipe pipe, EpollSocketChannel source, EpollSocketChannel sink, long bytes,
            Listener listener) throws SystemCallException {
        this.pool = pool;
        this.pipe = pipe;
        this.loop = (IoEventLoop) source.eventLoop();
        this.listener = listener;
        this.toCome = bytes;
        this.source = new End(source);
        try {
            this.sink = new End(sink);
        } catch (SystemCallException e) {
            this.source.close();
            throw e;
        }
    }

    /**
     * Prepares to move bytes; {@link #start} begins it.
     *
     * @param bytes 1 or more
     * @return null where that is not possible: other transports than epoll, no pipe to be had
     */
    public static Splice between(PipePool pool, Channel source, Channel sink, long bytes, Listener listener) {
        if (!(source instanceof EpollSocketChannel from && sink instanceof EpollSocketChannel to)) {
            return null;
        }
        SplicePipe pipe = pool.take();
        if (pipe == null) {
            return null;
        }
        try {
            return new Splice(pool, pipe, from, to, bytes, listener);
        } catch (SystemCallException e) {
            pool.give(pipe);
            return null; // No descriptor is left for it.
        }
    }

    /** Begins; what was written to the sink before must have left. */
    public void start() {
        if (!closed) {
            started = true;
            pump();
        }
    }

    /** Moves what can be moved now. */
    public void pump() {
        for (int i = 0; i < MOST_ROUNDS; i++) {
            if (closed || !started) {
                return;
            }
            if (!round()) {
                await();
                return;
            }
        }
        if (!scheduled) {
            scheduled = true;
            loop.execute(() -> {
                scheduled = false;
                pump();
            });
        }
    }

    /** To watch a socket that is ready already is to be told at once; then, edge-triggered, when it is so again. */
    private void await() {
        if (!closed && toCome > 0) {
            source.watch(EpollIoOps.EPOLLIN);
        }
        if (!closed && pipe.held() > 0) {
            sink.watch(EpollIoOps.EPOLLOUT);
        }
    }

    /** Whether anything has moved. */
    private boolean round() {
        long in = toCome == 0 ? SplicePipe.WOULD_BLOCK : fill();
        long out = closed ? SplicePipe.WOULD_BLOCK : drain();
        if (out > 0) {
            listener.spliced(out);
        } else if (in == 0 && !closed && pipe.held() == 0) {
            listener.sourceFailed();
        }
        return in > 0 || out > 0;
    }

    private long fill() {
        try {
            long moved = pipe.fill(source.fd().intValue(), toCome);
            toCome -= Math.max(0, moved);
            return moved;
        } catch (SystemCallException e) {
            listener.sourceFailed();
            return SplicePipe.WOULD_BLOCK;
        }
    }

    private long drain() {
        try {
            return pipe.drain(sink.fd().intValue(), toCome > 0);
        } catch (SystemCallException e) {
            listener.sinkFailed();
            return SplicePipe.WOULD_BLOCK;
        }
    }

    /** Whether bytes wait for the sink, which takes none. */
    public boolean waitsForSink() {
        return !started || pipe.held() > 0;
    }

    /** Whether there is something more to be read from the source. */
    public boolean sourceHasMore() {
        return SplicePipe.hasInput(source.fd().intValue());
    }

    /**
     * Takes back what has left the source and not reached the sink, and ends.
     *
     * @return to be released by the caller
     */
    public ByteBuf takeBack(ByteBufAllocator allocator) throws SystemCallException {
        ByteBuf bytes = allocator.directBuffer(Math.max(1, pipe.held()));
        try {
            while (pipe.held() > 0) {
                int taken = pipe.read(bytes.nioBuffer(bytes.writerIndex(), pipe.held()));
                bytes.writerIndex(bytes.writerIndex() + taken);
            }
            return bytes;
        } catch (SystemCallException e) {
            bytes.release();
            throw e;
        } finally {
            close();
        }
    }

    /** Ends; what is in between is lost. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            source.close();
            sink.close();
            pool.give(pipe);
        }
    }

    /** One of the two sockets, by a descriptor of its own. */
    private final class End implements EpollIoHandle {

        private final FileDescriptor descriptor;
        private IoRegistration registration;

        End(EpollSocketChannel channel) throws SystemCallException {
            descriptor = new FileDescriptor(SplicePipe.duplicate(channel.fd().intValue()));
        }

        void watch(EpollIoOps ops) {
            if (registration == null) {
                registration = loop.register(this).getNow(); // At once: this is its thread.
                registration.submit(ops.with(EpollIoOps.EPOLLET));
            }
        }

        @Override
        public FileDescriptor fd() {
            return descriptor;
        }

        @Override
        public void handle(IoRegistration from, IoEvent event) {
            pump();
        }

        /** In this order: epoll forgets a descriptor by itself only when the socket's last one is closed. */
        @Override
        public void close() {
            if (registration != null) {
                registration.cancel();
            }
            try {
                descriptor.close();
            } catch (IOException e) {
                throw new IllegalStateException("a descriptor of a socket cannot be closed", e);
            }
        }
    }
}
