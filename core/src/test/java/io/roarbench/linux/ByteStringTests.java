package io.roarbench.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteStringTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "/tmp/a b", "/tmp/naïve/文件", "back\\slash", "new\nline", "\\x", "\\xZZ"})
    void shows_valid_utf8_as_it_is(String text) {
        assertThat(ByteString.utf8(text).text()).isEqualTo(text);
    }

    @Test
    void shows_other_bytes_as_hex() {
        byte[] bytes = {'/', 'a', (byte) 0xff, 'b', (byte) 0xc3};
        assertThat(ByteString.of(bytes).text()).isEqualTo("/a\\xffb\\xc3");
    }

    @Test
    void escapes_a_backslash_that_looks_like_an_escape() {
        assertThat(ByteString.utf8("/a\\xff").text()).isEqualTo("/a\\x5cxff");
    }

    @Test
    void any_bytes_come_back_from_their_text() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] alphabet = {'\\', 'x', 'f', '0', 'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9, '/', (byte) 0xf0, (byte) 0x9f};
        for (int trial = 0; trial < 5000; trial++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            ByteString original = ByteString.of(bytes);
            assertThat(ByteString.ofText(original.text())).isEqualTo(original);
            assertThat(ByteString.ofText(original.text()).bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void is_terminated_for_the_kernel() {
        assertThat(ByteString.utf8("/a").nulTerminated()).isEqualTo("/a\0".getBytes(StandardCharsets.US_ASCII));
    }
}
