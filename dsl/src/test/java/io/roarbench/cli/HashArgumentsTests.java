package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is read without picocli is what picocli would have read. */
class HashArgumentsTests {

    @ParameterizedTest
    @ValueSource(strings = {"hash", "hash f", "hash -", "hash f - g", "hash -a md5 f", "hash f -a md5 g --algorithm sha256",
        "hash --tag --json f", "hash --threads 3 --io mmap --provider jdk f", "hash f --threads 0", "hash hash",
        "hash a=b", "hash -a nonsense f"})
    void plain_arguments(String line) {
        List<String> args = List.of(line.split(" "));
        assertThat(HashArguments.plain(args)).contains(byPicocli(args));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run f", "--help", "hash --help", "hash -h", "hash -x f", "hash @file", "hash -- f", "hash -amd5 f",
        "hash --algorithm=md5 f", "hash -a", "hash -a -a f", "hash --threads x f", "hash --threads 010 f",
        "hash --threads -1 f", "hash --threads 9999999999 f", "hash --tag --tag f", "hash --io read --io read f", "hash --tags"})
    void all_else_is_left_to_picocli(String line) {
        assertThat(HashArguments.plain(List.of(line.split(" ")))).isEmpty();
    }

    @Test
    void nothing_and_empty_names_are_left_to_picocli() {
        assertThat(HashArguments.plain(List.of())).isEmpty();
        assertThat(HashArguments.plain(List.of("hash", ""))).isEmpty();
    }

    @Test
    void any_mixture_of_them() {
        List<List<String>> parts = List.of(List.of("f"), List.of("-"), List.of("-a", "md5"), List.of("--algorithm", "sha512"),
                List.of("--tag"), List.of("--json"), List.of("--threads", "2"), List.of("--io", "read"),
                List.of("--provider", "native"), List.of("with space"), List.of("x", "y"));
        Random random = new Random(7);
        int plain = 0;
        for (int i = 0; i < 300; i++) {
            List<String> args = new ArrayList<>(List.of("hash"));
            for (int n = random.nextInt(7); n > 0; n--) {
                args.addAll(parts.get(random.nextInt(parts.size())));
            }
            if (HashArguments.plain(args).isPresent()) {
                plain++;
                assertThat(HashArguments.plain(args)).contains(byPicocli(args));
            }
        }
        assertThat(plain).isGreaterThan(100);
    }

    private static HashArguments byPicocli(List<String> args) {
        HashCommand command = new HashCommand();
        new CommandLine(command).parseArgs(args.subList(1, args.size()).toArray(String[]::new));
        return command.arguments();
    }
}
