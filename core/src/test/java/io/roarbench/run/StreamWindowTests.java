package io.roarbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StreamWindowTests {

    @Test
    void counts_only_what_comes_while_all_streams_run() throws Exception {
        StreamWindow window = new StreamWindow(2);
        StreamWindow.Stream first = window.stream();
        StreamWindow.Stream second = window.stream();

        first.received(1000);
        second.received(10);
        first.received(200);
        second.received(300);
        window.ended();
        first.received(5000);
        window.watch();

        assertThat(window.rate().bytes()).isEqualTo(500);
        assertThat(window.rate().nanos()).isPositive();
        assertThat(window.rate().steady()).as("too short to tell").isFalse();
    }

    @Test
    void streams_go_on_until_all_have_begun() {
        StreamWindow window = new StreamWindow(2);

        window.stream().received(1);
        assertThat(window.longEnough()).as("the other one has not begun").isFalse();
        window.stream().received(1);
        assertThat(window.longEnough()).as("the window has just begun").isFalse();
        window.ended();
        assertThat(window.longEnough()).as("the window has ended").isTrue();
    }

    @Test
    void no_window_is_no_rate() throws Exception {
        StreamWindow window = new StreamWindow(2);
        window.stream().received(100);
        window.ended();
        window.watch();

        assertThatThrownBy(window::rate).isInstanceOf(IOException.class).hasMessageContaining("before all 2 ran");
    }
}
