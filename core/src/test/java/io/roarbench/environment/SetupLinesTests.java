package io.roarbench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupLinesTests {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            intel-desktop | 4-core/8-thread Intel Core i7-7700K (AVX2), 31 GiB, Linux 6.8.0 (Ubuntu 24.04), bare metal, \
            ext4 on NVMe disk (Samsung SSD 970 EVO 1TB), JDK 17.0.15
            amd-vm | 2-core AMD EPYC (AVX-512, SHA-NI), 24 GiB, Linux 6.18.44 (Debian 12), KVM/Firecracker VM, \
            ext4 on virtio disk, JDK 17.0.15
            arm-server | 4-core ARM Neoverse-N1 (NEON, SHA-2), 7.7 GiB, Linux 6.1.109 (Amazon Linux 2023), Amazon EC2 VM, \
            xfs on NVMe disk (Amazon Elastic Block Store), JDK 17.0.15
            container-without-sys | 2-CPU Intel Xeon Platinum 8375C (AVX2), 15 GiB, Linux 5.15.0 (Alpine Linux 3.20.3), \
            VM (hypervisor unknown), in a docker container, overlay on unknown disk, JDK 17.0.15
            """)
    void a_machine_is_one_clause_after_another(String machine, String line) throws IOException {
        Environment environment = MachineTree.reader(machine, root, Map.of())
                .read(Map.of("files", Path.of("/srv")), Map.of());

        assertThat(SetupLines.machine(environment)).isEqualTo(line);
    }

    @Test
    void what_is_unknown_is_called_so() {
        Environment nothing = new EnvironmentReader(root, Map.of(), Map.of())
                .read(Map.of("files", Path.of("/srv")), Map.of());

        assertThat(SetupLines.machine(nothing)).isEqualTo("CPU of unknown model, memory unknown, unknown unknown, "
                + "virtualization unknown, unknown file system on unknown disk, JDK unknown");
        assertThat(SetupLines.load(nothing.load())).isEqualTo("load unknown");
        assertThat(SetupLines.frequency(nothing.cpu().frequency())).isEmpty();
    }

    @Test
    void a_memory_limit_stands_before_what_the_machine_has() {
        assertThat(SetupLines.memory(new Memory(24L << 30, -1, -1, -1, -1, -1, "", 4L << 30))).isEqualTo("4.0 GiB of 24 GiB");
    }

    @Test
    void a_raid_counts_its_disks() {
        Storage raid = new Storage("files", "xfs", "", "", List.of("sda", "sdb"), DiskClass.ROTATIONAL, "", "", -1, -1);

        assertThat(SetupLines.storage(raid)).isEqualTo("xfs on 2 × rotational disk");
    }

    @Test
    void governor_and_turbo_are_named_where_known() {
        assertThat(SetupLines.frequency(new Frequency("", "powersave", -1, -1, -1, Flag.NO)))
                .isEqualTo("governor powersave, turbo off");
    }

    @Test
    void libraries_are_listed_with_their_versions() {
        assertThat(SetupLines.libraries(new TreeMap<>(Map.of("jna", "5.19.1", "openssl", ""))))
                .isEqualTo("jna 5.19.1, openssl (version unknown)");
        assertThat(LibraryVersions.ofMavenArtifact(getClass().getClassLoader(), "io.netty", "netty-codec-http"))
                .matches("4\\.\\d.*");
        assertThat(LibraryVersions.ofMavenArtifact(getClass().getClassLoader(), "no", "such")).isEmpty();
    }
}
