package io.roarbench.hash.openssl;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The few functions of libcrypto that digests need; see EVP_DigestInit(3). Pointers are plain addresses. */
final class LibCrypto {

    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib");

    private LibCrypto() {
    }

    /**
     * Binds the functions to the newest library installed.
     *
     * @throws UnsatisfiedLinkError if there is none; the message lists what was tried
     */
    static void load() {
        List<String> tried = new ArrayList<>();
        for (String name : NAMES) {
            try {
                Native.register(LibCrypto.class, NativeLibrary.getInstance(name, Map.of()));
                return;
            } catch (UnsatisfiedLinkError e) {
                tried.add(name);
            }
        }
        throw new UnsatisfiedLinkError("none of " + String.join(", ", tried) + " can be loaded; install OpenSSL");
    }

    static native long EVP_MD_CTX_new();

    static native void EVP_MD_CTX_free(long context);

    static native int EVP_DigestInit_ex(long context, long type, long engine);

    static native int EVP_DigestUpdate(long context, long data, long length);

    static native int EVP_DigestFinal_ex(long context, byte[] digest, long lengthOut);

    static native long EVP_sha256();

    static native long EVP_sha512();

    static native long EVP_md5();

    static native Pointer OpenSSL_version(int type);
}
