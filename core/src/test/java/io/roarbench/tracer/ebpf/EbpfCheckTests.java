package io.roarbench.tracer.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EbpfCheckTests {

    @TempDir
    private Path proc;

    @Test
    void says_which_capabilities_are_missing_and_how_to_get_them() throws IOException {
        status("0000000000000000");
        assertThat(check("6.1.0").capabilities().ok()).isFalse();
        assertThat(check("6.1.0").capabilities().detail()).isEqualTo("missing: CAP_BPF CAP_PERFMON");
        assertThat(check("6.1.0").capabilities().enable()).contains("setcap");

        status("0000008000000000");
        assertThat(check("6.1.0").capabilities().detail()).isEqualTo("missing: CAP_PERFMON");

        status("000000c000000000");
        assertThat(check("6.1.0").capabilities().ok()).isTrue();

        status("0000000000200000");
        assertThat(check("6.1.0").capabilities().ok()).as("CAP_SYS_ADMIN is enough").isTrue();
    }

    @Test
    void says_which_kernel_is_needed() {
        assertThat(check("5.11.22").kernel().ok()).isFalse();
        assertThat(check("5.11.22").kernel().enable()).contains("5.12");
        assertThat(check("4.19").kernel().ok()).isFalse();
        assertThat(check("5.12.0-rc1").kernel().ok()).isTrue();
        assertThat(check("10.0").kernel().ok()).isTrue();
    }

    @Test
    void refuses_another_pid_namespace_than_the_hosts() throws IOException {
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[4026532000]"));

        assertThat(check("6.1").pidNamespace().ok()).isFalse();
        assertThat(check("6.1").pidNamespace().enable()).contains("--pid=host");
    }

    @Test
    void on_another_system_asks_nothing_else() {
        assertThat(new EbpfCheck(proc, "Mac OS X", "23.1").check().items()).hasSize(2);
        assertThat(new EbpfCheck(proc, "Mac OS X", "23.1").check().summary()).contains("not available on Mac OS X");
    }

    private void status(String effective) throws IOException {
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\nCapPrm:\tffff\nCapEff:\t" + effective + "\n");
    }

    private EbpfCheck check(String version) {
        return new EbpfCheck(proc, "Linux", version);
    }
}
