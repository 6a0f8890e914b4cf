package io.roarbench.proxy;

import io.roarbench.proxy.signing.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** Credentials made for one run of a proxy: who cannot read them cannot use it. */
public final class IssuedCredentials {

    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private IssuedCredentials() {
    }

    /** New ones, in the form of AWS's own: a key of 20 characters, a secret of 40 (240 bits). */
    public static Credentials issue() {
        SecureRandom random = new SecureRandom();
        return Credentials.of("ROAR" + text(random, CAPITALS, 16), text(random, LETTERS, 40));
    }

    private static String text(SecureRandom random, String letters, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /**
     * Writes them as an AWS shared credentials file that only its owner may read (mode 0600 from the start).
     *
     * @throws IOException if the file exists already or cannot be made
     */
    public static void write(Credentials credentials, Path file) throws IOException {
        String text = "[default]\naws_access_key_id = " + credentials.accessKey() + "\naws_secret_access_key = "
                + credentials.secret() + "\n";
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }
}
