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

    /** One with keys of its own. @param port of 127.0.0.1 to listen on, 0 for any free one */
    public static OriginProcess start(int port) throws IOException {
        return start(port, IssuedCredentials.issue());
    }

    /**
     * @param port of 127.0.0.1 to listen on, 0 for any free one
     * @param keys of its clients
     */
    public static OriginProcess start(int port, Credentials keys) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("accessKey", keys.accessKey());
        settings.setProperty("secret", keys.secret());
        if (keys.token() != null) {
            settings.setProperty("token", keys.token());
        }
        ChildJvm child = ChildJvm.start(OriginMain.class, OPTIONS, settings);
        try {
            return new OriginProcess(child, new S3Target(URI.create(child.answer()), "us-east-1", keys));
        } catch (IOException e) {
            child.close();
            throw new IOException("the embedded S3 origin did not start: " + e.getMessage(), e);
        }
    }

    /** Lets answers that are sent from now on wait. */
    public void delay(ResponseDelay delay) throws IOException {
        child.ask(delay.least().toNanos() + " " + delay.most().toNanos() + " " + delay.seed());
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
