package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which programs the preload tracer's library cannot get into, told from their files. */
public final class PreloadReach {

    private static final int LONGEST_LINE = 256;

    private PreloadReach() {
    }

    /**
     * Why the library could not get into a program.
     *
     * @param program a program, or a script with its interpreter in the first line
     * @return a reason as in reports, e.g. "static-executable: /bin/busybox"; empty if it can get in, or the file cannot be read
     */
    public static Optional<String> obstacle(Path program) {
        try {
            String script = interpreter(program);
            ByteString file = ByteString.utf8(script.isEmpty() ? program.toString() : script);
            ExecTarget target = ProgramFile.target(file);
            return target == ExecTarget.DYNAMIC || target == ExecTarget.UNKNOWN
                    ? Optional.empty() : Optional.of(target.reason().with(target.detail(file)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Of a script; else empty. */
    private static String interpreter(Path program) throws IOException {
        if (!Files.isReadable(program) || Files.isDirectory(program)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(program)) {
            String head = new String(in.readNBytes(LONGEST_LINE), StandardCharsets.ISO_8859_1);
            return head.startsWith("#!") ? head.substring(2).strip().split("\\s", 2)[0] : "";
        }
    }
}
