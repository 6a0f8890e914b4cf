package io.roarbench.s3.origin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.roarbench.proxy.signing.AccessKeys;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.signing.RequestVerifier;
import io.roarbench.proxy.wire.FieldNames;
import io.roarbench.proxy.wire.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An S3 endpoint within this process, on a loopback address. Thread-safe. */
public final class EmbeddedS3 implements AutoCloseable {

    /**
     * @param address   where to listen; port 0 for any free one
     * @param keys      of its only client; their secret is needed for every request
     * @param region    that it says it is in; any region is accepted in signatures
     * @param directory for the bodies, or null to keep them in memory; files named {@code *.blob} in it are the
     *                  origin's own and are deleted when it closes
     * @param threads   event loops, 1 or more
     * @param delay     of every answer at first
     * @param faults    on purpose
     * @param failures  told of what should not happen; must not block
     */
    public record Options(InetSocketAddress address, Credentials keys, String region, Path directory, int threads,
            ResponseDelay delay, OriginFault.Plan faults, Consumer<Throwable> failures) {

        public Options {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(keys, "keys");
            Objects.requireNonNull(delay, "delay");
            Objects.requireNonNull(faults, "faults");
            if (threads < 1) {
                throw new IllegalArgumentException("threads is " + threads + ", want 1 or more");
            }
        }

        /** In memory, one thread, any free port of 127.0.0.1. */
        public static Options of(Credentials keys) {
            return new Options(new InetSocketAddress("127.0.0.1", 0), keys, "us-east-1", null, 1, ResponseDelay.none(),
                    OriginFault.Plan.none(), failure -> { });
        }

        public Options with(ResponseDelay other) {
            return new Options(address, keys, region, directory, threads, other, faults, failures);
        }

        public Options with(OriginFault.Plan other) {
            return new Options(address, keys, region, directory, threads, delay, other, failures);
        }

        public Options inDirectory(Path other) {
            return new Options(address, keys, region, other, threads, delay, faults, failures);
        }

        public Options on(InetSocketAddress other) {
            return new Options(other, keys, region, directory, threads, delay, faults, failures);
        }

        public Options failures(Consumer<Throwable> other) {
            return new Options(address, keys, region, directory, threads, delay, faults, other);
        }
    }

    private final Options options;
    private final Delays delays;
    private final Buckets buckets = new Buckets();
    private final BlobStore store;
    private final EventLoopGroup loops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private EmbeddedS3(Options options) throws IOException {
        this.options = options;
        this.delays = new Delays(options.delay());
        this.store = options.directory() == null ? new MemoryBlobs() : new FileBlobs(options.directory());
        Transport transport = Transport.best();
        this.loops = transport.loops(options.threads(), "roar-origin");
        Router router = new Router(buckets, store, options.region(), System::currentTimeMillis);
        try {
            this.listener = transport.listen(loops, options.address(), initializer(router));
        } catch (IOException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /** @throws IOException if the address cannot be bound or the directory cannot be made */
    public static EmbeddedS3 start(Options options) throws IOException {
        return new EmbeddedS3(options);
    }

    private ChannelInitializer<SocketChannel> initializer(Router router) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                connections.add(channel);
                Transport.sendUnpaced(channel);
                RequestVerifier verifier = new RequestVerifier(AccessKeys.only(options.keys()),
                        () -> System.currentTimeMillis() / 1000);
                channel.pipeline().addLast(new OriginConnection(router, verifier, options, delays, new FieldNames()));
            }
        };
    }

    /** {@code http://127.0.0.1:port} */
    public URI endpoint() {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    public String region() {
        return options.region();
    }

    /** Lets answers that are sent from now on wait otherwise. */
    public void delay(ResponseDelay other) {
        delays.set(other);
    }

    /** Cuts every connection, as a network does that fails; the origin goes on. */
    public void cutConnections() {
        connections.close().awaitUninterruptibly();
    }

    /** Stops at once, and forgets everything. */
    @Override
    public void close() throws IOException {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        buckets.clear();
        store.close();
    }
}
