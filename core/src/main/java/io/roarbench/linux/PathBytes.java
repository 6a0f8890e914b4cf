package io.roarbench.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A path as the NUL-terminated bytes that the kernel takes.
 *
 * <p>{@link Path#toString()} decodes by the locale and loses bytes that are no text there; the path's URI holds every
 * byte, percent-encoded.
 */
final class PathBytes {

    private PathBytes() {
    }

    static byte[] of(Path path) {
        String encoded = path.toAbsolutePath().toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length() + 1);
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.US_ASCII));
            }
        }
        bytes.write(0);
        return bytes.toByteArray();
    }
}
