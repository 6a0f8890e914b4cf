package io.roarbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            123.4        | 0.01   | 123 ns ± 1.0 %
            1234.5       | 0.01   | 1.23 µs ± 1.0 %
            999600       | 0.01   | 1.00 ms ± 1.0 %
            2_310_000    | 0.012  | 2.31 ms ± 1.2 %
            2_315_700    | 0.001  | 2.316 ms ± 0.1 %
            61_000_000_000 | 0.2  | 61 s ± 20 %
            0            | 0      | 0 ns ± 0.0 %
            """)
    void times(String nanos, double relative, String text) {
        assertThat(Numbers.time(Double.parseDouble(nanos.replace("_", "")), relative)).isEqualTo(text);
    }

    @Test
    void a_time_without_interval() {
        assertThat(Numbers.time(1.5e6, Double.NaN)).isEqualTo("1.50 ms");
    }

    @Test
    void throughputs() {
        assertThat(Numbers.throughput(4.612e9, 0.008)).isEqualTo("4.61 GB/s ± 0.8 %");
        assertThat(Numbers.throughput(716e6, 0.1)).isEqualTo("720 MB/s ± 10 %");
    }

    @Test
    void changes() {
        assertThat(Numbers.change(1.012, 0.997, 1.027)).isEqualTo("+1.2 % [−0.3, +2.7]");
        assertThat(Numbers.change(3.5, 3.2, 3.8)).isEqualTo("+250 % [+220, +280]");
        assertThat(Numbers.change(1.00012, 0.9995, 1.0007)).isEqualTo("+0.01 % [−0.05, +0.07]");
        assertThat(Numbers.change(1.1, Double.NaN, Double.NaN)).isEqualTo("+10 %");
    }

    @Test
    void differences() {
        assertThat(Numbers.difference(31_200, 28_000, 34_400)).isEqualTo("+31.2 µs [+28.0, +34.4]");
        assertThat(Numbers.difference(-150, -400, 100)).isEqualTo("−150 ns [−400, +100]");
    }
}
