package io.roarbench.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderFieldsTests {

    @Test
    void find_what_was_added_and_nothing_else_among_names_of_any_hash() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            HeaderFields fields = new HeaderFields();
            List<String> model = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                String key = "x-" + random.nextInt(40);
                if (random.nextInt(4) == 0) {
                    fields.remove(new String(key));
                    model.removeIf(key::equals);
                } else {
                    fields.add(key.toUpperCase(java.util.Locale.ROOT), key, Integer.toString(step));
                    model.add(key);
                }
                String asked = "x-" + random.nextInt(40);
                assertThat(fields.size()).isEqualTo(model.size());
                assertThat(fields.indexOf(asked, 0)).isEqualTo(model.indexOf(asked));
                assertThat(fields.count(asked)).isEqualTo((int) model.stream().filter(asked::equals).count());
            }
        }
    }

    @Test
    void are_empty_after_they_were_cleared() {
        HeaderFields fields = new HeaderFields().add("Host", "a");
        fields.clear();
        assertThat(fields.has("host")).isFalse();
        assertThat(fields.add("Host", "b").get("host")).isEqualTo("b");
    }

    @Test
    void keep_wire_order_when_one_is_replaced() {
        HeaderFields fields = new HeaderFields().add("A", "1").add("B", "2").add("a", "3").add("C", "4").set("A", "5");
        assertThat(fields.toString()).isEqualTo("B, C, A");
        assertThat(fields.get("a")).isEqualTo("5");
    }
}
