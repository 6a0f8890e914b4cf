package io.roarbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTests {

    @TempDir
    private Path folder;

    @Test
    void what_is_written_is_read_back() throws Exception {
        Result result = Results.small();
        Path file = folder.resolve("result.json");

        ResultFile.write(file, result);

        assertThat(ResultFile.read(file)).isEqualTo(result);
        assertThat(ResultFile.read(folder)).isEqualTo(result);
        assertThat(folder.toFile().list()).containsExactly("result.json");
    }

    @Test
    void a_compressed_file_is_read_too() throws Exception {
        Result result = Results.small();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(Json.mapper().writeValueAsBytes(result));
        }
        Path file = Files.write(folder.resolve("result.json.gz"), bytes.toByteArray());

        assertThat(ResultFile.read(file)).isEqualTo(result);
    }

    @Test
    void samples_stand_on_lines_of_their_own() throws Exception {
        Path file = folder.resolve("result.json");
        ResultFile.write(file, Results.small());

        assertThat(Files.readString(file).lines().filter(l -> l.contains("\"round\""))).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void what_is_no_result_is_refused() throws Exception {
        Path missing = folder.resolve("none.json");
        assertThatThrownBy(() -> ResultFile.read(missing)).hasMessage("there is no result file " + missing);

        Path text = Files.writeString(folder.resolve("text.json"), "{\n\"schemaVersion\": 1,\n oops }");
        assertThatThrownBy(() -> ResultFile.read(text)).hasMessageStartingWith(text + ":3 is no roar-bench result");

        Path future = Files.writeString(folder.resolve("future.json"), "{\"schemaVersion\": 999}");
        assertThatThrownBy(() -> ResultFile.read(future)).hasMessageContaining("it is of version 999");
    }
}
