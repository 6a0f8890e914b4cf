package io.roarbench.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTests {

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void name() {
        directory = parent.resolve("new").resolve("tls");
    }

    @Test
    void is_made_once_and_then_used_again() throws Exception {
        X509Certificate made = LocalAuthority.in(directory, List.of()).certificate();
        LocalAuthority again = LocalAuthority.in(directory, List.of());
        assertThat(again.certificate()).isEqualTo(made);
        again.certify(List.of("localhost")).server().verify(made.getPublicKey());
    }

    @Test
    void keeps_its_key_to_its_owner_and_leaves_nothing_half_made() throws Exception {
        LocalAuthority.in(directory, List.of());
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("ca-key.pem"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("ca.pem"))).isEqualTo("rw-r--r--");
        assertThat(Files.readString(directory.resolve("ca.pem"))).doesNotContain("PRIVATE");
        try (var files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("ca.pem", "ca-key.pem", ".lock");
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void refuses_a_key_that_others_may_have_read() throws Exception {
        LocalAuthority.in(directory, List.of());
        Files.setPosixFilePermissions(directory.resolve("ca-key.pem"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> LocalAuthority.in(directory, List.of())).isInstanceOf(IOException.class)
                .hasMessageContaining("rw-r-----").hasMessageContaining("remove the folder");
    }

    @Test
    void refuses_a_key_of_another_authority() throws Exception {
        LocalAuthority.in(directory, List.of());
        Path other = parent.resolve("other");
        LocalAuthority.in(other, List.of());
        Files.copy(other.resolve("ca.pem"), directory.resolve("ca.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        LocalAuthority mixed = LocalAuthority.in(directory, List.of());
        assertThatThrownBy(() -> mixed.certify(List.of("localhost"))).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot certify");
    }

    @Test
    void starts_anew_where_a_crash_left_only_the_key() throws Exception {
        LocalAuthority.in(directory, List.of());
        Files.delete(directory.resolve("ca.pem"));
        LocalAuthority.in(directory, List.of()).certify(List.of("localhost"));
    }

    @Test
    void certifies_nothing_but_this_machine_and_what_it_was_made_for() throws Exception {
        LocalAuthority authority = LocalAuthority.in(directory, List.of("s3.lab.example", "192.0.2.7"));
        for (String name : new String[] {"localhost", "b.localhost", "a.b.localhost", "127.0.0.1", "127.9.9.9", "::1",
            "s3.lab.example", "b.s3.lab.example", "192.0.2.7"}) {
            assertThat(authority.certify(List.of(name)).server().getSubjectAlternativeNames()).as(name).hasSize(1);
        }
        for (String name : new String[] {"amazonaws.com", "lab.example", "localhost.example", "10.0.0.1", "192.0.2.8"}) {
            assertThatThrownBy(() -> authority.certify(List.of("localhost", name))).as(name)
                    .isInstanceOf(IOException.class).hasMessageContaining("cannot certify");
        }
    }

    @Test
    void refuses_names_that_are_none() {
        for (String name : new String[] {"", "a b", "-x", "a..b", "x\n", "*.com", "1.2.3.400.", "a/b"}) {
            assertThatThrownBy(() -> LocalAuthority.in(directory, List.of(name))).as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void is_one_authority_for_all_who_start_at_once() {
        List<X509Certificate> seen = IntStream.range(0, 8).parallel().mapToObj(i -> {
            try {
                return LocalAuthority.in(directory, List.of()).certificate();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }).distinct().toList();
        assertThat(seen).hasSize(1);
    }

    @Test
    void says_that_a_reused_authority_may_not_certify_a_new_address() throws Exception {
        LocalAuthority authority = LocalAuthority.in(directory, List.of());
        assertThatThrownBy(() -> ServerTls.of(authority, new InetSocketAddress("192.0.2.7", 0), List.of()))
                .isInstanceOf(IOException.class).hasMessageContaining("another folder");
    }
}
