package io.roarbench.s3.process;

import io.roarbench.proxy.IssuedCredentials;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.client.S3Target;
import io.roarbench.s3.origin.ResponseDelay;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Properties;

/** The embedded S3 origin in a process of its own, with objects in memory and keys made for this run. */
public final class OriginProcess implements AutoCloseable {

    /** Room for bodies: one object of 1 GB, another that replaces it, and small ones. */
    private static final List<String> OPTIONS =
            List.of("-Xmx128m", "-XX:MaxDirectMemorySize=3g", "-XX:+UseSerialGC");

    private final ChildJvm child;
    private final S3Target target;

    private OriginProcess(ChildJvm child, S3Target target) {
        this.child = child;
        this.target = target;
    }

    /**
     * @param port  of 127.0.0.1 to listen on, 0 for any free one
     * @param delay of every answer
     */
    public static OriginProcess start(int port, ResponseDelay delay) throws IOException {
        Credentials keys = IssuedCredentials.issue();
        Properties settings = new Properties();
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("accessKey", keys.accessKey());
        settings.setProperty("secret", keys.secret());
        settings.setProperty("leastDelayNanos", Long.toString(delay.least().toNanos()));
        settings.setProperty("mostDelayNanos", Long.toString(delay.most().toNanos()));
        settings.setProperty("seed", Long.toString(delay.seed()));
        ChildJvm child = ChildJvm.start(OriginMain.class, OPTIONS, settings);
        try {
            return new OriginProcess(child, new S3Target(URI.create(child.answer()), "us-east-1", keys));
        } catch (IOException e) {
            child.close();
            throw new IOException("the embedded S3 origin did not start: " + e.getMessage(), e);
        }
    }

    /** What clients need. */
    public S3Target target() {
        return target;
    }

    public long pid() {
        return child.pid();
    }

    /** Ends it, and forgets everything that it holds. */
    @Override
    public void close() {
        child.close();
    }
}
