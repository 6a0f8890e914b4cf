package io.roarbench.hash.openssl;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.roarbench.hash.Algorithm;
import io.roarbench.hash.spi.AddressDigest;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** One EVP digest context. */
final class EvpDigest implements AddressDigest {

    /** Heap bytes are copied once into memory that C can read; this much at a time stays in the second-level cache. */
    private static final int PIECE = 64 << 10;

    private final Algorithm algorithm;
    private final long type;
    private long context;
    private ByteBuffer piece;
    private long pieceAddress;

    private EvpDigest(Algorithm algorithm, long type, long context) {
        this.algorithm = algorithm;
        this.type = type;
        this.context = context;
    }

    static EvpDigest open(Algorithm algorithm) {
        long context = LibCrypto.EVP_MD_CTX_new();
        if (context == 0) {
            throw new IllegalStateException("libcrypto has no memory for a digest context");
        }
        EvpDigest digest = new EvpDigest(algorithm, type(algorithm), context);
        try {
            digest.reset();
        } catch (IllegalStateException refused) {
            digest.close();
            throw refused;
        }
        return digest;
    }

    static String version() {
        // "OpenSSL 3.0.19 27 Jan 2026 (Library: …)": the first two words are enough.
        String[] words = LibCrypto.OpenSSL_version(0).getString(0).split(" ");
        return words.length < 2 ? words[0] : words[0] + " " + words[1];
    }

    @Override
    public void update(long address, long length) {
        if (LibCrypto.EVP_DigestUpdate(open(), address, length) != 1) {
            throw new IllegalStateException("libcrypto: EVP_DigestUpdate failed for " + algorithm);
        }
    }

    @Override
    public void update(byte[] input, int offset, int length) {
        update(ByteBuffer.wrap(input, offset, length));
    }

    @Override
    public void update(ByteBuffer input) {
        if (input.isDirect()) {
            long address = Pointer.nativeValue(Native.getDirectBufferPointer(input)) + input.position();
            update(address, input.remaining());
            input.position(input.limit());
            Reference.reachabilityFence(input);
        } else {
            copy(input);
        }
    }

    private void copy(ByteBuffer input) {
        if (piece == null) {
            piece = ByteBuffer.allocateDirect(PIECE);
            pieceAddress = Pointer.nativeValue(Native.getDirectBufferPointer(piece));
        }
        while (input.hasRemaining()) {
            int length = Math.min(PIECE, input.remaining());
            piece.clear().put(0, input, input.position(), length);
            input.position(input.position() + length);
            update(pieceAddress, length);
        }
    }

    @Override
    public byte[] finish() {
        byte[] result = new byte[algorithm.digestLength()];
        if (LibCrypto.EVP_DigestFinal_ex(open(), result, 0) != 1) {
            throw new IllegalStateException("libcrypto: EVP_DigestFinal_ex failed for " + algorithm);
        }
        reset();
        return result;
    }

    @Override
    public void reset() {
        if (LibCrypto.EVP_DigestInit_ex(open(), type, 0) != 1) {
            throw new IllegalStateException("libcrypto refuses " + algorithm + " (a FIPS configuration?)");
        }
    }

    @Override
    public void close() {
        if (context != 0) {
            LibCrypto.EVP_MD_CTX_free(context);
            context = 0;
        }
    }

    /** A freed context must never reach C. */
    private long open() {
        if (context == 0) {
            throw new IllegalStateException("this digest was closed");
        }
        return context;
    }

    private static long type(Algorithm algorithm) {
        return switch (algorithm) {
            case SHA256 -> LibCrypto.EVP_sha256();
            case SHA512 -> LibCrypto.EVP_sha512();
            case MD5 -> LibCrypto.EVP_md5();
            case BLAKE3 -> throw new IllegalStateException("OpenSSL has no blake3");
        };
    }
}
