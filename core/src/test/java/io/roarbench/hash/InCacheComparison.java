package io.roarbench.hash;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.roarbench.hash.nativelib.NativeProvider;
import io.roarbench.hash.spi.AddressDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One thread's BLAKE3 of memory that stays in the cache: {@code native} against BLAKE3's own C and assembly, of which LLVM
 * 15 holds a copy (Debian package libllvm15). Both take the CPU's highest level.
 */
final class InCacheComparison {

    private static final String PEER = "libLLVM-15.so.1";
    private static final long RUN_BYTES = 32L << 20;

    private InCacheComparison() {
    }

    static void run(int rounds) {
        NativeProvider provider = new NativeProvider();
        try (Peer peer = Peer.open()) {
            for (int size : new int[] {64 << 10, 1 << 20}) {
                compare(provider, peer, size, rounds);
            }
        } catch (UnsatisfiedLinkError missing) {
            System.out.println("in-cache: " + PEER + " is not installed, nothing to compare with");
        }
    }

    private static void compare(NativeProvider provider, Peer peer, int size, int rounds) {
        double[] ratios = new double[rounds];
        double own = 0;
        double theirs = 0;
        try (Memory input = new Memory(size + 64L);
                AddressDigest digest = (AddressDigest) provider.openDigest(Algorithm.BLAKE3)) {
            long at = (Pointer.nativeValue(input) + 63) / 64 * 64;
            input.setMemory(0, input.size(), (byte) 7);
            if (!HexFormat.of().formatHex(own(digest, at, size)).equals(HexFormat.of().formatHex(peer.hash(at, size)))) {
                throw new IllegalStateException("the digests differ");
            }
            for (int round = 0; round < rounds; round++) {
                double ours = speed(size, () -> own(digest, at, size));
                double other = speed(size, () -> peer.hash(at, size));
                ratios[round] = ours / other;
                own = Math.max(own, ours);
                theirs = Math.max(theirs, other);
            }
        }
        Arrays.sort(ratios);
        System.out.printf("in-cache-%-19s %.2f x  (quartiles %.2f..%.2f, %d rounds)  fastest: own %.2f GB/s, peer %.2f GB/s  %s%n",
                size / 1024 + "KiB", ratios[rounds / 2], ratios[rounds / 4], ratios[rounds * 3 / 4], rounds, own, theirs,
                provider.description(Algorithm.BLAKE3));
    }

    private static byte[] own(AddressDigest digest, long address, int size) {
        digest.update(address, size);
        return digest.finish();
    }

    private static double speed(int size, Runnable hash) {
        long start = System.nanoTime();
        for (long done = 0; done < RUN_BYTES; done += size) {
            hash.run();
        }
        return (double) RUN_BYTES / (System.nanoTime() - start);
    }

    /** BLAKE3's own code. */
    private static final class Peer implements AutoCloseable {

        private static final int STATE = 4096;
        private static final int DIGEST = 32;

        private final Memory state = new Memory(STATE);
        private final Memory digest = new Memory(DIGEST);

        static Peer open() {
            Native.register(Peer.class, NativeLibrary.getInstance(PEER));
            return new Peer();
        }

        byte[] hash(long address, long size) {
            llvm_blake3_hasher_init(Pointer.nativeValue(state));
            llvm_blake3_hasher_update(Pointer.nativeValue(state), address, size);
            llvm_blake3_hasher_finalize(Pointer.nativeValue(state), Pointer.nativeValue(digest), DIGEST);
            return digest.getByteArray(0, DIGEST);
        }

        @Override
        public void close() {
            state.close();
            digest.close();
        }

        private static native void llvm_blake3_hasher_init(long state);

        private static native void llvm_blake3_hasher_update(long state, long input, long length);

        private static native void llvm_blake3_hasher_finalize(long state, long digest, long length);
    }
}
