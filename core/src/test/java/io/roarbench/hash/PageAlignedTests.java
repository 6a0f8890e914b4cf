package io.roarbench.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAlignedTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 5000, 262_144})
    void a_buffer_begins_on_a_page_and_has_the_size_asked_for(int bytes) {
        ByteBuffer buffer = PageAligned.allocate(bytes);

        assertThat(buffer.alignmentOffset(0, 4096)).isZero();
        assertThat(buffer.isDirect()).isTrue();
        assertThat(buffer.position()).isZero();
        assertThat(buffer.remaining()).isEqualTo(bytes);
        assertThat(buffer.capacity()).isEqualTo(bytes);
    }
}
