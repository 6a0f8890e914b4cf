package io.roarbench.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the real kernel. */
class KernelObjectsTests {

    @BeforeEach
    void needs_rights() {
        try (BpfMap map = BpfMap.create(new MapSpec("probe", MapSpec.Type.RING_BUFFER, 0, 0, 4096))) {
            assertThat(map.fd()).isGreaterThan(2);
        } catch (IOException e) {
            Assumptions.assumeTrue(false, "eBPF cannot be used here: " + e.getMessage());
        }
    }

    @Test
    void a_hash_map_keeps_what_is_put_and_gives_it_all_back_at_once() throws IOException {
        try (BpfMap map = BpfMap.create(new MapSpec("numbers", MapSpec.Type.HASH, 4, 8, 10_000))) {
            for (int i = 0; i < 9_000; i++) {
                map.update(key(i), BpfMap.buffer(8).putLong(0, 3L * i));
            }
            assertThat(map.lookup(key(8_999)).getLong()).isEqualTo(3L * 8_999);
            assertThat(map.lookup(key(9_000))).isNull();
            assertThat(map.delete(key(1))).isTrue();
            assertThat(map.delete(key(1))).isFalse();

            List<ByteBuffer> entries = map.drain();

            assertThat(entries).hasSize(8_999).allMatch(entry -> entry.getLong(4) == 3L * entry.getInt(0));
            assertThat(map.isEmpty()).isTrue();
        }
    }

    @Test
    void a_full_map_says_so() throws IOException {
        try (BpfMap map = BpfMap.create(new MapSpec("small", MapSpec.Type.HASH, 4, 8, 1))) {
            map.update(key(1), BpfMap.buffer(8));
            assertThatThrownBy(() -> map.update(key(2), BpfMap.buffer(8))).hasMessageContaining("small");
        }
    }

    @Test
    void a_refused_program_comes_with_the_verifiers_reason() {
        byte[] readsUninitialisedRegister = {(byte) 0xbf, 0x20, 0, 0, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};

        assertThatThrownBy(() -> BpfProgram.load("bad", BpfProgram.Type.RAW_TRACEPOINT, readsUninitialisedRegister))
                .isInstanceOf(VerifierException.class).hasMessageContaining("bad").hasMessageContaining("R2 !read_ok");
    }

    @Test
    void closing_leaves_no_descriptor() throws IOException {
        useEverything();
        long before = descriptors();
        for (int i = 0; i < 3; i++) {
            useEverything();
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private static void useEverything() throws IOException {
        byte[] nothing = {(byte) 0xb7, 0, 0, 0, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
        try (Tracefs tracefs = Tracefs.open();
                BpfMap ring = BpfMap.create(new MapSpec("ring", MapSpec.Type.RING_BUFFER, 0, 0, 1 << 16));
                RingBuffer reader = new RingBuffer(ring, Pages.bytes());
                BpfProgram raw = BpfProgram.load("raw", BpfProgram.Type.RAW_TRACEPOINT, nothing);
                BpfProgram exec = BpfProgram.load("exec", BpfProgram.Type.TRACEPOINT, nothing);
                Attachment one = raw.attachRawTracepoint("sys_exit");
                Attachment two = exec.attachTracepoint(tracefs.format("sched", "sched_process_exec"))) {
            assertThat(reader.take(1)).isNull();
            assertThat(raw.recursionMisses()).isZero();
            assertThat(one).isNotSameAs(two);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(fd -> {
                try {
                    String target = Files.readSymbolicLink(fd).toString();
                    return target.contains("bpf") || target.contains("perf_event") || target.contains("tracefs");
                } catch (IOException gone) {
                    return false;
                }
            }).count();
        }
    }

    private static ByteBuffer key(int value) {
        return BpfMap.buffer(4).putInt(0, value);
    }
}
