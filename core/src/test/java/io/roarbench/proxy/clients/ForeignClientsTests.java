package io.roarbench.proxy.clients;

import io.roarbench.s3.origin.EmbeddedS3;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Before the embedded origin. */
class ForeignClientsTests extends ForeignClients {

    private final List<EmbeddedS3> origins = new ArrayList<>();

    @Override
    URI origin(String way) throws IOException {
        origins.add(EmbeddedS3.start(EmbeddedS3.Options.of(Endpoint.UPSTREAM)));
        return origins.get(origins.size() - 1).endpoint();
    }

    @Override
    boolean faultless() {
        return true;
    }

    @AfterEach
    void stopOrigins() throws IOException {
        for (EmbeddedS3 each : origins) {
            each.close();
        }
    }
}
