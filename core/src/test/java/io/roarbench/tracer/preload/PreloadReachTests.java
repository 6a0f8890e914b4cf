package io.roarbench.tracer.preload;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.linux.NativeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreloadReachTests {

    @TempDir
    private Path folder;

    @Test
    void dynamic_programs_and_scripts_of_them_are_reached() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh -e\nexit\n");

        assertThat(PreloadReach.obstacle(Path.of("/bin/sh"))).isEmpty();
        assertThat(PreloadReach.obstacle(script)).isEmpty();
        assertThat(PreloadReach.obstacle(folder.resolve("gone"))).isEmpty();
    }

    @Test
    void static_programs_and_scripts_of_them_are_not() throws Exception {
        Optional<Path> program = NativeFiles.find("roar-coverage-static");
        Assumptions.assumeTrue(program.isPresent(), "there is no static libc");
        Path script = Files.writeString(folder.resolve("script"), "#!" + program.get() + "\n");

        String reason = "static-executable: " + program.get();
        assertThat(PreloadReach.obstacle(program.get())).contains(reason);
        assertThat(PreloadReach.obstacle(script)).contains(reason);
    }
}
