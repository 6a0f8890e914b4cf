package io.roarbench.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped training workload, as a program: what it reads, writes, says and refuses. */
class TrainWorkloadTests {

    private static final int SIDE = 28;

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {
    }

    private Ended train(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("python3", Path.of("../scenarios/workloads/train.py").toAbsolutePath().normalize().toString(),
                "--out", folder.resolve("out").toString()));
        words.addAll(List.of(arguments));
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err));
    }

    /** Images whose digit is the row that is bright: easy to learn, and shaped as MNIST is. */
    private Path data(boolean compressed) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        write(data, "train", 300, compressed);
        write(data, "t10k", 100, compressed);
        return data;
    }

    private static void write(Path data, String part, int count, boolean compressed) throws IOException {
        SplittableRandom random = new SplittableRandom(count);
        byte[] images = new byte[count * SIDE * SIDE];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(10);
            for (int at = 0; at < 2 * SIDE; at++) {
                images[i * SIDE * SIDE + 2 * SIDE * labels[i] + at] = (byte) (200 + random.nextInt(50));
            }
        }
        idx(data.resolve(part + "-images-idx3-ubyte"), compressed, images, count, SIDE, SIDE);
        idx(data.resolve(part + "-labels-idx1-ubyte"), compressed, labels, count);
    }

    private static void idx(Path file, boolean compressed, byte[] body, int... sizes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x0800 | sizes.length);
        for (int size : sizes) {
            out.writeInt(size);
        }
        out.write(body);
        Path path = compressed ? file.resolveSibling(file.getFileName() + ".gz") : file;
        try (OutputStream stream = compressed ? new GZIPOutputStream(Files.newOutputStream(path)) : Files.newOutputStream(path)) {
            bytes.writeTo(stream);
        }
    }

    private static void requireModule(String backend) throws Exception {
        boolean there = backend.equals("stdlib") || new ProcessBuilder("python3", "-c", "import " + backend)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        Assumptions.assumeTrue(there, backend + " is not installed for python3");
    }

    @ParameterizedTest
    @CsvSource({"stdlib, json, false", "stdlib, json, true", "numpy, npz, false", "torch, pt, true"})
    void each_backend_trains_on_idx_files_and_leaves_checkpoint_and_metrics(String backend, String kind, boolean compressed)
            throws Exception {
        requireModule(backend);

        Ended ended = train("--data", data(compressed).toString(), "--backend", backend, "--epochs", "8");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("accuracy: ").contains("data: IDX files given with --data");
        assertThat(folder.resolve("out/checkpoint." + kind)).isNotEmptyFile();
        JsonNode metrics = new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
        assertThat(metrics.get("accuracy").asDouble()).isGreaterThan(0.95);
        assertThat(metrics.get("backend").asText()).startsWith(backend.equals("stdlib") ? "standard library" : backend);
    }

    @Test
    void without_data_it_makes_digits_once_and_never_calls_them_mnist() throws Exception {
        Ended said = train("--prepare", "--backend", "stdlib");
        Path images = folder.resolve("cache/roar-bench/digits-synthetic-1/train-images-idx3-ubyte");
        byte[] made = Files.readAllBytes(images);
        Files.delete(images.resolveSibling("train-labels-idx1-ubyte"));

        assertThat(train("--prepare", "--backend", "stdlib").code()).isZero();

        assertThat(said.out()).matches("backend: standard library \\(Python .*\\); data: synthetic digits \\(not MNIST\\)\n");
        assertThat(images).hasBinaryContent(made);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_training_that_does_not_learn_fails() throws Exception {
        Path data = data(false);
        byte[] labels = new byte[300];
        idx(data.resolve("train-labels-idx1-ubyte"), false, labels, 300);

        Ended ended = train("--data", data.toString(), "--backend", "stdlib");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).matches("train.py: accuracy 0\\.[01]\\d+ is below 0.8\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "no IDX", "cut", "cut gzip", "header only", "wrong side", "no digits", "too few labels", "empty"})
    void data_that_is_not_as_it_should_be_is_one_line_and_exit_code_2(String what) throws Exception {
        Path data = data(false);
        Path images = data.resolve("train-images-idx3-ubyte");
        Path labels = data.resolve("t10k-labels-idx1-ubyte");
        switch (what) {
            case "missing" -> Files.delete(images);
            case "no IDX" -> Files.writeString(images, "P5 28 28 255");
            case "cut" -> Files.write(images, java.util.Arrays.copyOf(Files.readAllBytes(images), 5000));
            case "header only" -> Files.write(images, new byte[] {0, 0, 8, 3, 0, 0});
            case "cut gzip" -> {
                Files.delete(images);
                idx(images, true, new byte[300 * SIDE * SIDE], 300, SIDE, SIDE);
                Path packed = data.resolve("train-images-idx3-ubyte.gz");
                Files.write(packed, java.util.Arrays.copyOf(Files.readAllBytes(packed), 100));
            }
            case "wrong side" -> idx(images, false, new byte[300 * 16], 300, 4, 4);
            case "no digits" -> {
                byte[] letters = new byte[100];
                letters[7] = 'a';
                idx(labels, false, letters, 100);
            }
            case "too few labels" -> idx(labels, false, new byte[99], 99);
            default -> {
                idx(labels, false, new byte[0], 0);
                idx(data.resolve("t10k-images-idx3-ubyte"), false, new byte[0], 0, SIDE, SIDE);
            }
        }

        Ended ended = train("--data", data.toString(), "--backend", "stdlib");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().startsWith("train.py: ").contains(data.toString());
        assertThat(folder.resolve("out/metrics.json")).doesNotExist();
    }
}
