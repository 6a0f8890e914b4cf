package io.roarbench.hash;

import io.roarbench.hash.spi.Availability;
import io.roarbench.hash.spi.Digest;
import io.roarbench.hash.spi.DigestProvider;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Known answers. The input of length n is the byte i mod 251 at position i, as in the official BLAKE3 test vectors; the
 * answers are b3sum's, sha256sum's, sha512sum's and md5sum's.
 */
final class SelfTest {

    private static final int LONGEST = 524_289;

    private SelfTest() {
    }

    /** A few microseconds to milliseconds even before any compilation: catches what is plainly broken. */
    static Availability atLoad(DigestProvider provider, Algorithm algorithm) {
        return run(provider, algorithm, 0, 2049);
    }

    /**
     * Half a megabyte: to be run when the code has become hot. JDK 17's C2 has been seen to break correct digest code
     * only after hundreds of megabytes.
     */
    static Availability afterWarmUp(DigestProvider provider, Algorithm algorithm) {
        return run(provider, algorithm, 0, 2049, 102_400, LONGEST);
    }

    private static Availability run(DigestProvider provider, Algorithm algorithm, int... lengths) {
        try (Digest digest = provider.openDigest(algorithm)) {
            for (int length : lengths) {
                byte[] input = input(length);
                String expected = answer(algorithm, length);
                if (!expected.equals(inTwoParts(digest, input)) || !expected.equals(direct(digest, input))) {
                    return Availability.no(provider.name() + " fails its self-test: wrong " + algorithm + " of " + length
                            + " known bytes; do not use it on this machine and JDK");
                }
            }
            return Availability.yes();
        } catch (RuntimeException | LinkageError e) {
            return Availability.no(provider.name() + " fails its self-test with " + algorithm + ": " + e);
        }
    }

    private static String inTwoParts(Digest digest, byte[] input) {
        int first = input.length / 3;
        digest.update(input, 0, first);
        digest.update(input, first, input.length - first);
        return HexFormat.of().formatHex(digest.finish());
    }

    private static String direct(Digest digest, byte[] input) {
        digest.update(ByteBuffer.allocateDirect(input.length).put(input).flip());
        return HexFormat.of().formatHex(digest.finish());
    }

    private static byte[] input(int length) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) (i % 251);
        }
        return input;
    }

    private static String answer(Algorithm algorithm, int length) {
        return switch (algorithm) {
            case BLAKE3 -> switch (length) {
                case 0 -> "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
                case 2049 -> "5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030";
                case 102_400 -> "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085";
                default -> "7978ac1ee80f7f7c115d25551f9c54cb3a2974cfcb8f5ab93de706350d143286";
            };
            case SHA256 -> switch (length) {
                case 0 -> "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
                case 2049 -> "26e1e2808e3a6cf967ca03f6749a063c5ed55f92f5874653a1faabed78346f00";
                case 102_400 -> "74588b7f0bcc354ac14d9cf199fa3a20c05f0c7293b9075b2f2e146e718de800";
                default -> "5584f83643017fcea9b7d65d3d3f890b5219eb1abfcb8896a2d4ef554d4612ec";
            };
            case SHA512 -> switch (length) {
                case 0 -> "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                        + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e";
                case 2049 -> "c86261239b9dbf452f0b5ba56fd312c5f3eced55cfa7057e522a378fa5a707fb"
                        + "ababd9c7c559160dd5b64a9826cf2db5e09a99fcdb8f411c8ae2f26f9bee8395";
                case 102_400 -> "2acda2d1386c8cd9ef01c797cfd154b073e7ea26e4c5741e9f2aee089dc8106c"
                        + "b887526d5bbb04920c2b742b2dab945e2a8db4cd31f58ac945aec9df89b1f18d";
                default -> "ef09c2c63c3e0041fa9cd8d7fef1a2889bf167a49e943aa822c5acbfa85855af"
                        + "3fe15008caee6bd43f97004deb634c01b5a4edc71e28b7aee45873dd647ea530";
            };
            case MD5 -> switch (length) {
                case 0 -> "d41d8cd98f00b204e9800998ecf8427e";
                case 2049 -> "cb7fabac9ac9fd2cb4e79a6d12c8308e";
                case 102_400 -> "1a0f81547e5ba2e9c4a4b94a74731993";
                default -> "c8c4868e2c03f1af547fc9ef7a3b071f";
            };
        };
    }
}
