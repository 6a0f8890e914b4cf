package io.roarbench.hash.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.Availability;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where the library or the level is not there. */
class EngineTests {

    @Test
    void without_the_library_every_algorithm_is_unavailable_with_a_reason() {
        Engine engine = Engine.of(Optional.empty(), Optional.empty());
        for (Algorithm algorithm : Algorithm.values()) {
            Availability availability = engine.availability(algorithm);
            assertThat(availability.available()).isFalse();
            assertThat(availability.reason()).startsWith("libroarhash.so: ").doesNotContain("\n");
        }
    }

    @Test
    void a_level_of_another_architecture_or_name_is_refused_with_a_reason() {
        Levels.here();
        SimdLevel foreign = Levels.here().contains(SimdLevel.NEON) ? SimdLevel.AVX2 : SimdLevel.NEON;
        assertThat(Engine.load(Optional.of(foreign.label())).problem()).contains("this CPU has no " + foreign.label());
        assertThat(Engine.load(Optional.of("avx1024")).problem()).contains("unknown SIMD level 'avx1024'");
        assertThatThrownBy(() -> SimdLevel.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void levels_are_found_by_any_common_spelling() {
        assertThat(SimdLevel.of("AVX-512")).isEqualTo(SimdLevel.AVX512);
        assertThat(SimdLevel.of("sse4.1")).isEqualTo(SimdLevel.SSE41);
        assertThat(SimdLevel.of("portable")).isEqualTo(SimdLevel.PORTABLE);
    }
}
