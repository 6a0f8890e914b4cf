package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTests {

    @TempDir
    private Path folder;

    @Test
    void the_first_folder_that_is_there_or_can_be_made_is_taken() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");

        assertThat(TemporaryFiles.firstWritable(List.of(inTheWay.resolve("x"), folder.resolve("a/b")))).hasValue(folder.resolve("a/b"));
        assertThat(folder.resolve("a/b")).isDirectory();
        assertThat(TemporaryFiles.firstWritable(List.of(inTheWay))).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_written_to_is_replaced_and_that_is_said() {
        String chosen = System.getProperty("java.io.tmpdir");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setProperty("java.io.tmpdir", folder.resolve("none").toString());
            TemporaryFiles.settle(new PrintStream(said));

            assertThat(Path.of(System.getProperty("java.io.tmpdir"))).isDirectory();
            assertThat(said.toString()).startsWith("warning: no permission to write to " + folder.resolve("none")
                    + "; temporary files go to ");
        } finally {
            System.setProperty("java.io.tmpdir", chosen);
        }
    }
}
