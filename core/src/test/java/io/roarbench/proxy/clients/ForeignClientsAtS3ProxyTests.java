package io.roarbench.proxy.clients;

import io.roarbench.proxy.conformance.S3ProxyServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Before s3proxy, which nobody here wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientsAtS3ProxyTests extends ForeignClients {

    private final Map<String, S3ProxyServer> servers = new TreeMap<>();

    @BeforeAll
    void startServers(@TempDir Path objects) throws Exception {
        for (String way : WAYS) {
            servers.put(way, S3ProxyServer.start(Files.createDirectory(objects.resolve(way)), "filesystem-nio2",
                    Endpoint.UPSTREAM));
        }
    }

    @AfterAll
    void stopServers() throws InterruptedException {
        for (S3ProxyServer each : servers.values()) {
            each.close();
        }
    }

    @Override
    URI origin(String way) {
        return servers.get(way).endpoint();
    }

    @Override
    boolean faultless() {
        return false;
    }
}
