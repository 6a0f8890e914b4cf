package io.roarbench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReaderTests {

    @TempDir
    Path root;

    @Test
    void a_desktop_shows_its_cores_threads_caches_and_clock() throws IOException {
        Cpu cpu = read("intel-desktop").cpu();

        assertThat(cpu.model()).isEqualTo("Intel(R) Core(TM) i7-7700K CPU @ 4.20GHz");
        assertThat(cpu.vendor()).isEqualTo("GenuineIntel");
        assertThat(cpu.architecture()).isEqualTo("x86_64");
        assertThat(List.of(cpu.logicalCpus(), cpu.physicalCores(), cpu.sockets())).containsExactly(8, 4, 1);
        assertThat(cpu.smt()).isEqualTo(Flag.YES);
        assertThat(cpu.features()).contains("sse4_1", "avx2", "aes").doesNotContain("avx512f", "fpu");
        assertThat(cpu.caches()).isEqualTo(new Caches(32 << 10, 32 << 10, 256 << 10, 8 << 20));
        assertThat(cpu.frequency())
                .isEqualTo(new Frequency("intel_pstate", "powersave", 1350, 800, 4500, Flag.YES));
        assertThat(cpu.vulnerabilities()).containsEntry("meltdown", "Mitigation: PTI");
    }

    @Test
    void a_desktop_shows_its_memory_and_kernel() throws IOException {
        Environment desktop = read("intel-desktop");

        assertThat(desktop.memory()).isEqualTo(new Memory(32768000L << 10, 16384000L << 10, 2097152L << 10,
                2097148L << 10, 2 << 20, 4, "always", 0));
        assertThat(desktop.kernel()).isEqualTo(new Kernel("Linux", "6.8.0-45-generic", "Ubuntu", "24.04", 86400.5,
                "tsc", "-1", 2));
        assertThat(desktop.virtualization()).isEqualTo(new Virtualization(Flag.NO, "", "", "none"));
        assertThat(desktop.privileges()).isEqualTo(new Privileges(Flag.NO, List.of(), "none"));
    }

    @Test
    void load_and_pressure_are_shares_and_an_absent_pressure_file_is_unknown() throws IOException {
        Load load = read("intel-desktop").load();

        assertThat(load.average1()).isEqualTo(0.52);
        assertThat(load.average15()).isEqualTo(0.59);
        assertThat(load.cpuPressure()).isEqualTo(0.015, within(1e-12));
        assertThat(load.ioPressure()).isEqualTo(-1);
    }

    @Test
    void the_disk_below_an_encrypted_volume_on_a_partition_is_found() throws IOException {
        Storage storage = storage("intel-desktop", "/home/somebody/not/yet/there");

        assertThat(storage.role()).isEqualTo("files");
        assertThat(storage.fileSystem()).isEqualTo("ext4");
        assertThat(storage.options()).isEqualTo("rw,relatime,errors=remount-ro");
        assertThat(storage.source()).isEqualTo("/dev/mapper/vg-root");
        assertThat(storage.disks()).containsExactly("nvme0n1");
        assertThat(storage.diskClass()).isEqualTo(DiskClass.NVME);
        assertThat(storage.model()).isEqualTo("Samsung SSD 970 EVO 1TB");
        assertThat(storage.scheduler()).isEqualTo("none");
        assertThat(storage.readAheadBytes()).isEqualTo(128 << 10);
    }

    @Test
    void a_raid_of_turning_disks_is_rotational() throws IOException {
        Storage storage = storage("intel-desktop", "/data/set");

        assertThat(storage.disks()).containsExactly("sda", "sdb");
        assertThat(storage.diskClass()).isEqualTo(DiskClass.ROTATIONAL);
        assertThat(storage.model()).isEqualTo("WDC WD40EFRX");
    }

    @Test
    void a_file_system_with_a_device_number_of_its_own_is_found_by_its_source() throws IOException {
        Storage storage = storage("intel-desktop", "/pool");

        assertThat(storage.disks()).containsExactly("sdc");
        assertThat(storage.diskClass()).isEqualTo(DiskClass.SSD);
    }

    @Test
    void links_are_followed_as_far_as_the_path_exists() throws IOException {
        MachineTree.layOut("intel-desktop", root);
        Files.createDirectories(root.resolve("data/set"));
        Files.createDirectories(root.resolve("home"));
        Files.createSymbolicLink(root.resolve("home/link"), root.resolve("data/set"));

        assertThat(storage("intel-desktop", "/home/link").fileSystem()).isEqualTo("xfs");
        assertThat(storage("intel-desktop", "/home/link/not/yet").fileSystem()).isEqualTo("xfs");
        assertThat(storage("intel-desktop", "/home").fileSystem()).isEqualTo("ext4");
        assertThat(storage("intel-desktop", "/").fileSystem()).isEqualTo("ext4");
    }

    @Test
    void a_mount_point_is_a_folder_and_no_beginning_of_a_name() throws IOException {
        assertThat(storage("intel-desktop", "/tmp/x").diskClass()).isEqualTo(DiskClass.MEMORY);
        assertThat(storage("intel-desktop", "/tmpfile").fileSystem()).isEqualTo("ext4");
    }

    @Test
    void a_share_tells_neither_server_nor_address() throws IOException {
        Storage storage = storage("intel-desktop", "/mnt/share one/file");

        assertThat(storage.diskClass()).isEqualTo(DiskClass.NETWORK);
        assertThat(storage.source()).isEmpty();
        assertThat(storage.options()).isEqualTo("rw,vers=4.2");
    }

    @Test
    void a_firecracker_guest_is_told_by_its_clock_and_its_tables() throws IOException {
        Environment guest = read("amd-vm");

        assertThat(guest.virtualization()).isEqualTo(new Virtualization(Flag.YES, "KVM", "Firecracker", "none"));
        assertThat(guest.cpu().frequency()).isEqualTo(new Frequency("", "", 2550, -1, -1, Flag.UNKNOWN));
        assertThat(guest.cpu().features()).contains("sha_ni", "avx512vl");
        assertThat(guest.cpu().smt()).isEqualTo(Flag.NO);
        assertThat(guest.memory().limitBytes()).isZero();
        assertThat(guest.privileges().root()).isEqualTo(Flag.YES);
        assertThat(guest.privileges().capabilities()).containsExactly("CAP_SYS_ADMIN", "CAP_BPF", "CAP_CHECKPOINT_RESTORE");
    }

    @Test
    void a_virtio_disk_is_not_called_rotational_for_its_default_flag() throws IOException {
        Storage storage = storage("amd-vm", "/tmp");

        assertThat(storage.disks()).containsExactly("vda");
        assertThat(storage.diskClass()).isEqualTo(DiskClass.VIRTIO);
        assertThat(storage.scheduler()).isEqualTo("mq-deadline");
    }

    @Test
    void an_arm_server_is_named_by_its_part_number() throws IOException {
        Environment server = read("arm-server");

        assertThat(server.cpu().model()).isEqualTo("Neoverse-N1");
        assertThat(server.cpu().vendor()).isEqualTo("ARM");
        assertThat(server.cpu().architecture()).isEqualTo("aarch64");
        assertThat(server.cpu().features()).contains("asimd", "sha2", "aes");
        assertThat(server.cpu().physicalCores()).isEqualTo(4);
        assertThat(server.cpu().frequency().currentMhz()).isEqualTo(-1);
        assertThat(server.kernel().distribution()).isEqualTo("Amazon Linux");
        assertThat(server.kernel().distributionVersion()).isEqualTo("2023");
        assertThat(server.virtualization()).isEqualTo(new Virtualization(Flag.YES, "", "Amazon EC2", ""));
        assertThat(server.privileges().root()).isEqualTo(Flag.UNKNOWN);
    }

    @Test
    void a_container_without_sys_shows_what_proc_tells_and_no_more() throws IOException {
        Environment container = read("container-without-sys");

        assertThat(container.virtualization()).isEqualTo(new Virtualization(Flag.YES, "", "", "docker"));
        assertThat(container.cpu().logicalCpus()).isEqualTo(2);
        assertThat(container.cpu().physicalCores()).isEqualTo(-1);
        assertThat(container.cpu().smt()).isEqualTo(Flag.UNKNOWN);
        assertThat(container.cpu().caches()).isEqualTo(new Caches(-1, -1, -1, -1));
        assertThat(container.cpu().frequency().currentMhz()).isEqualTo(2900);
        assertThat(container.memory().limitBytes()).isEqualTo(-1);
        assertThat(container.privileges().seccomp()).isEqualTo("filter");
        assertThat(container.storage().get(0).fileSystem()).isEqualTo("overlay");
        assertThat(container.storage().get(0).options()).isEqualTo("rw,relatime,index=off");
        assertThat(container.storage().get(0).diskClass()).isEqualTo(DiskClass.UNKNOWN);
    }

    @Test
    void kubernetes_is_told_by_its_variable() throws IOException {
        Environment pod = MachineTree.reader("container-without-sys", root, Map.of("KUBERNETES_SERVICE_HOST", "192.0.2.1"))
                .read(Map.of(), Map.of());

        assertThat(pod.virtualization().container()).isEqualTo("kubernetes");
    }

    @Test
    void a_system_without_proc_is_unknown_throughout_and_no_error() {
        Environment other = new EnvironmentReader(root, Map.of("os.name", "Mac OS X", "os.version", "14.5", "os.arch",
                "aarch64", "java.version", "21.0.1"), Map.of()).read(Map.of("files", Path.of("/tmp")), Map.of());

        assertThat(other.kernel()).isEqualTo(new Kernel("Mac OS X", "14.5", "", "", -1, "", "", -1));
        assertThat(other.cpu()).isEqualTo(new Cpu("", "", "aarch64", -1, -1, -1, Flag.UNKNOWN, List.of(),
                new Caches(-1, -1, -1, -1), new Frequency("", "", -1, -1, -1, Flag.UNKNOWN), Map.of()));
        assertThat(other.memory()).isEqualTo(new Memory(-1, -1, -1, -1, -1, -1, "", -1));
        assertThat(other.load()).isEqualTo(new Load(-1, -1, -1, -1, -1, -1));
        assertThat(other.virtualization()).isEqualTo(new Virtualization(Flag.UNKNOWN, "", "", ""));
        assertThat(other.privileges()).isEqualTo(new Privileges(Flag.UNKNOWN, List.of(), ""));
        assertThat(other.storage().get(0).diskClass()).isEqualTo(DiskClass.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"intel-desktop", "amd-vm", "arm-server", "container-without-sys"})
    void what_was_read_survives_json(String machine) throws IOException {
        Environment environment = read(machine);
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readValue(json.writeValueAsString(environment), Environment.class)).isEqualTo(environment);
    }

    @Test
    void this_machine_can_be_read() {
        Environment here = EnvironmentReader.ofThisMachine()
                .read(Map.of("files", Path.of("").toAbsolutePath()), Map.of("junit", "5", "absent", ""));

        assertThat(here.java().version()).isEqualTo(System.getProperty("java.version"));
        assertThat(here.kernel().name()).isEqualTo(System.getProperty("os.name"));
        assertThat(here.libraries()).containsExactlyInAnyOrderEntriesOf(Map.of("absent", "", "junit", "5"));
        assertThat(SetupLines.machine(here)).contains("JDK " + System.getProperty("java.version"));
    }

    private Environment read(String machine) throws IOException {
        return MachineTree.reader(machine, root, Map.of()).read(Map.of("files", Path.of("/srv")), Map.of("jna", "5"));
    }

    private Storage storage(String machine, String path) throws IOException {
        Map<String, Path> measured = new LinkedHashMap<>(Map.of("files", Path.of(path)));
        return new EnvironmentReader(root.resolve("proc").toFile().exists() ? root : MachineTree.layOut(machine, root),
                Map.of(), Map.of()).read(measured, Map.of()).storage().get(0);
    }
}
