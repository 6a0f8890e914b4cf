package io.roarbench.dsl;

import io.roarbench.linux.CachedCopies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a scenario lies: what the names of files in it are relative to. */
sealed interface ScenarioPlace {

    /** Finds a scenario that one in this place includes. */
    ScenarioSource scenario(String relative) throws IOException;

    /** The absolute path of a file beside a scenario in this place; empty if there is none. */
    Optional<Path> file(String relative) throws IOException;

    /** In a folder; scenarios that are not there are looked for on the class path. */
    record Folder(Path folder) implements ScenarioPlace {

        @Override
        public ScenarioSource scenario(String relative) throws IOException {
            Path beside = folder.resolve(relative);
            return Files.exists(beside) ? ScenarioSource.find(beside) : ClassPath.require(Path.of(relative), beside);
        }

        @Override
        public Optional<Path> file(String relative) {
            return Optional.of(folder.resolve(relative).normalize()).filter(Files::exists);
        }
    }

    /** On the class path, e.g. in a jar of scenarios. Files are copied out of it, one by one, for programs to use. */
    record ClassPath(Path folder) implements ScenarioPlace {

        static Optional<ScenarioSource> source(Path file) throws IOException {
            Path parent = file.normalize().getParent();
            return read(file).map(content -> new ScenarioSource(file.getFileName().toString(),
                    new String(content, StandardCharsets.UTF_8), new ClassPath(parent == null ? Path.of("") : parent)));
        }

        static ScenarioSource require(Path file, Path asked) throws IOException {
            return (file.isAbsolute() ? Optional.<ScenarioSource>empty() : source(file))
                    .orElseThrow(() -> new IOException("there is no scenario file " + asked));
        }

        @Override
        public ScenarioSource scenario(String relative) throws IOException {
            Optional<ScenarioSource> beside = source(folder.resolve(relative));
            return beside.isPresent() ? beside.get() : require(Path.of(relative), Path.of(relative));
        }

        @Override
        public Optional<Path> file(String relative) throws IOException {
            Optional<byte[]> content = read(folder.resolve(relative));
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(CachedCopies.of(Path.of(relative).getFileName().toString(), content.get()));
        }

        private static Optional<byte[]> read(Path file) throws IOException {
            try (InputStream in = ScenarioPlace.class.getResourceAsStream("/" + file.normalize())) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        }
    }

    /** A text that came from no file: included scenarios are found from the working directory, and nothing lies beside it. */
    record Nowhere() implements ScenarioPlace {

        @Override
        public ScenarioSource scenario(String relative) throws IOException {
            return ScenarioSource.find(Path.of(relative));
        }

        @Override
        public Optional<Path> file(String relative) {
            return Optional.empty();
        }
    }
}
