package io.roarbench.s3.process;

import io.roarbench.proxy.signing.Credentials;
import io.roarbench.s3.origin.EmbeddedS3;
import io.roarbench.s3.origin.ResponseDelay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Properties;

/** What {@link OriginProcess} runs. */
final class OriginMain {

    private OriginMain() {
    }

    public static void main(String[] args) {
        try {
            serve();
        } catch (IOException e) {
            System.err.println("roar-bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void serve() throws IOException {
        ChildJvm.Requests requests = new ChildJvm.Requests();
        Properties settings = requests.settings();
        Credentials keys = new Credentials(settings.getProperty("accessKey"), settings.getProperty("secret"),
                settings.getProperty("token"));
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", (int) number(settings, "port"));
        try (EmbeddedS3 origin = EmbeddedS3.start(EmbeddedS3.Options.of(keys).on(address))) {
            requests.say(origin.endpoint().toString());
            requests.answer(request -> {
                origin.delay(delay(request.split(" ")));
                return "done";
            });
        }
    }

    /** Shortest and longest wait in ns, and the seed of the spread. */
    private static ResponseDelay delay(String[] numbers) {
        return new ResponseDelay(Duration.ofNanos(Long.parseLong(numbers[0])), Duration.ofNanos(Long.parseLong(numbers[1])),
                Long.parseLong(numbers[2]));
    }

    private static long number(Properties settings, String name) {
        return Long.parseLong(settings.getProperty(name));
    }
}
