package io.roarbench.examples;

import io.roarbench.hash.Algorithm;
import io.roarbench.hash.FileDigest;
import io.roarbench.hash.HashFailure;
import io.roarbench.hash.Hasher;
import java.nio.file.Path;

/** Hashes as a library, without measuring anything: two digests of each file from one pass over its bytes. */
public final class EmbeddedHashing {

    private EmbeddedHashing() {
    }

    public static void main(String[] args) throws HashFailure {
        try (Hasher hasher = Hasher.of(Algorithm.BLAKE3, Algorithm.SHA256)) {
            for (String name : args) {
                FileDigest digest = hasher.hash(Path.of(name));
                System.out.println(name + " " + digest.size() + " bytes " + digest.digests());
            }
        }
    }
}
