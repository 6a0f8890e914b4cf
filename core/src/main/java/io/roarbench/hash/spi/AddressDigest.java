package io.roarbench.hash.spi;

/** A digest that can read native memory without a buffer object around it. */
public interface AddressDigest extends Digest {

    /**
     * Adds the bytes at an address, which stay readable during the call.
     *
     * @param address of the first byte
     * @param length  in bytes, 0 or more
     */
    void update(long address, long length);
}
