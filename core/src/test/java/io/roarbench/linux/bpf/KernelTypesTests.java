package io.roarbench.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KernelTypesTests {

    private static final int INT = 1;
    private static final int STRUCT = 4;
    private static final int UNION = 5;
    private static final int CONST = 10;
    private static final int FUNCTION = 12;

    private final List<int[]> types = new ArrayList<>();
    private final StringBuilder strings = new StringBuilder("\0");

    @Test
    void finds_members_in_members_without_a_name_and_behind_qualifiers() throws IOException {
        int number = type("int", INT, 0, 4, 32);
        int name = type("qstr", STRUCT, 2, 16, string("hash"), number, 0, string("name"), number, 64);
        int constant = type("", CONST, 0, name);
        int either = type("", UNION, 1, 16, string("d_name"), constant, 0);
        type("dentry", STRUCT, 2, 32, string("d_flags"), number, 0, 0, either, 128);

        KernelTypes parsed = KernelTypes.parse(file());

        assertThat(parsed.offset("dentry", "d_flags")).isZero();
        assertThat(parsed.offset("dentry", "d_name")).isEqualTo(16);
        assertThat(parsed.offset("dentry", "d_name.name")).isEqualTo(24);
        assertThatThrownBy(() -> parsed.offset("dentry", "name")).isInstanceOf(IOException.class)
                .hasMessageContaining("name").hasMessageContaining("dentry");
    }

    @Test
    void of_structures_with_the_same_tag_takes_the_one_with_the_member() throws IOException {
        int number = type("int", INT, 0, 4, 32);
        type("file", STRUCT, 1, 4, string("other"), number, 0);
        type("file", STRUCT, 2, 8, string("first"), number, 0, string("f_mode"), number, 32);

        assertThat(KernelTypes.parse(file()).offset("file", "f_mode")).isEqualTo(4);
    }

    @Test
    void numbers_structures_and_functions() throws IOException {
        int number = type("int", INT, 0, 4, 32);
        type("cast", CONST, 0, number);
        int structure = type("regs", STRUCT, 1, 8, string("ip"), number, 0);
        int function = type("cast", FUNCTION, 0, number);

        KernelTypes parsed = KernelTypes.parse(file());

        assertThat(parsed.structure("regs")).hasValue(structure);
        assertThat(parsed.function("cast")).hasValue(function);
        assertThat(parsed.structure("cast")).isEmpty();
        assertThat(parsed.has("regs", "ip")).isTrue();
        assertThat(parsed.has("regs", "sp")).isFalse();
        assertThat(parsed.has("none", "ip")).isFalse();
    }

    @Test
    void refuses_what_is_no_btf() {
        assertThatThrownBy(() -> KernelTypes.parse(new byte[100])).isInstanceOf(IOException.class)
                .hasMessageContaining("not a BTF file");
        type("strange", 31, 0, 0);
        assertThatThrownBy(() -> KernelTypes.parse(file())).isInstanceOf(IOException.class).hasMessageContaining("31");
    }

    @Test
    void knows_this_kernels_task() throws IOException {
        Optional<KernelTypes> here = KernelTypes.ofThisKernel();
        Assumptions.assumeTrue(here.isPresent(), "this kernel has no BTF");

        assertThat(here.get().offset("task_struct", "files")).isPositive();
        assertThat(here.get().offset("qstr", "name")).isEqualTo(8);
    }

    private int string(String text) {
        strings.append(text).append('\0');
        return strings.length() - text.length() - 1;
    }

    /** Its number; {@code rest}: size or type, then what follows. */
    private int type(String name, int kind, int members, int... rest) {
        int[] words = new int[2 + rest.length];
        words[0] = name.isEmpty() ? 0 : string(name);
        words[1] = kind << 24 | members;
        System.arraycopy(rest, 0, words, 2, rest.length);
        types.add(words);
        return types.size();
    }

    private byte[] file() {
        int bytes = 4 * types.stream().mapToInt(words -> words.length).sum();
        ByteBuffer file = ByteBuffer.allocate(24 + bytes + strings.length()).order(ByteOrder.nativeOrder());
        file.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24).putInt(0).putInt(bytes).putInt(bytes)
                .putInt(strings.length());
        types.forEach(words -> {
            for (int word : words) {
                file.putInt(word);
            }
        });
        return file.put(strings.toString().getBytes(StandardCharsets.US_ASCII)).array();
    }
}
