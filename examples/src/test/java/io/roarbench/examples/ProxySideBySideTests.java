package io.roarbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProxySideBySideTests {

    @Test
    void measures_every_proxy_that_is_installed_and_says_which_are_not() throws Exception {
        String page = page(false);
        assertThat(page).contains("GET 1 KB", "GET 100 MB").containsPattern("direct +[0-9.]+")
                .containsPattern("roar-bench +[0-9.]+ +-?[0-9.]+ +[0-9.]+");
        for (String name : new String[] {"haproxy", "nginx"}) {
            assertThat(page).containsPattern(ReferenceProxy.find(name).isPresent() ? name + " +[0-9.]+ +-?[0-9.]+"
                    : name + " is left out");
        }
    }

    @Test
    void measures_small_requests_alone_if_asked() throws Exception {
        assertThat(page(true)).contains("GET 1 KB").containsPattern("roar-bench +[0-9.]+").doesNotContain("GET 100 MB");
    }

    private static String page(boolean smallOnly) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProxySideBySide.run(1, 1, smallOnly, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
