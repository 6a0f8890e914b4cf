package io.roarbench.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DirtyPagesTests {

    @Test
    void counts_what_is_to_be_written_and_what_is_being_written() throws Exception {
        assertThat(DirtyPages.bytes(List.of("nr_dirty_threshold 9", "nr_dirty 3", "nr_writeback_temp 7", "nr_writeback 2"), 65536))
                .hasValue(5 * 65536);
    }

    @Test
    void a_kernel_that_does_not_say_gives_none() {
        assertThat(DirtyPages.bytes(List.of("nr_dirty 3"), 4096)).isEmpty();
    }

    @Test
    void this_kernel_says() throws Exception {
        assertThat(DirtyPages.bytes()).isPresent();
    }
}
