package io.roarbench.proxy.signing;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes the {@code aws-chunked} framing off a body, strictly, verifying as it goes. A signed chunk is held until its
 * signature is known to be right (at most {@value #LARGEST_SIGNED_CHUNK} bytes); an unsigned one streams through. After an
 * exception the decoder must only be closed.
 */
public final class AwsChunkedDecoder implements AutoCloseable {

    /** As MinIO's; S3 clients send 64 KiB to 1 MiB. */
    static final int LARGEST_SIGNED_CHUNK = 16 << 20;
    private static final int LONGEST_LINE = 512;
    private static final String SIGNATURE = ";chunk-signature=";

    private enum State { SIZE, DATA, DATA_END, TRAILER, DONE }

    private final Payload payload;
    private final long decodedLength;
    private final ChunkSignatures chain;
    private final ChunkSink sink;
    private final TrailerSection trailer;
    private final BodyChecksum checksum;
    private final MessageDigest sha256;
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder(128);

    private State state = State.SIZE;
    private String sizeText;
    private String signature;
    private long size;
    private long left;
    private long decoded;

    /**
     * @param decodedLength value of {@code x-amz-decoded-content-length}
     * @param xAmzTrailer   value of {@code x-amz-trailer}, or null
     * @param chain         of the verified request; null if the payload is not signed
     */
    public AwsChunkedDecoder(Payload payload, long decodedLength, String xAmzTrailer, ChunkSignatures chain,
            ChunkSink sink) {
        this.payload = payload;
        this.decodedLength = decodedLength;
        this.chain = chain;
        this.sink = sink;
        this.trailer = new TrailerSection(payload.trailer() ? xAmzTrailer : null);
        String name = trailer.checksumName();
        this.checksum = name == null ? null : BodyChecksum.named(name);
        this.sha256 = chain == null ? null : CanonicalRequest.sha256();
    }

    /** Takes all readable bytes; does not release the buffer. */
    public void feed(ByteBuf in) throws S3Fault {
        while (in.isReadable()) {
            switch (state) {
                case SIZE -> {
                    if (readLine(in)) {
                        sizeLine();
                    }
                }
                case DATA -> data(in);
                case DATA_END -> {
                    if (readLine(in)) {
                        require(line.length() == 0, "A chunk is longer than its size says.");
                        line.setLength(0);
                        state = State.SIZE;
                    }
                }
                case TRAILER -> {
                    if (readLine(in)) {
                        trailerLine();
                    }
                }
                default -> throw new S3Fault(S3Error.InvalidRequest, "There are bytes after the last chunk.");
            }
        }
    }

    /** Call when the body has ended. @throws S3Fault if it ended too early */
    public void finish() throws S3Fault {
        if (state != State.DONE) {
            throw new S3Fault(S3Error.IncompleteBody, "The body ended before its last chunk.");
        }
    }

    private boolean readLine(ByteBuf in) throws S3Fault {
        while (in.isReadable()) {
            char c = (char) (in.readByte() & 0xff);
            int length = line.length();
            if (c == '\n') {
                require(length > 0 && line.charAt(length - 1) == '\r', "A line of the chunked body lacks its CR.");
                line.setLength(length - 1);
                return true;
            }
            require(length == 0 || line.charAt(length - 1) != '\r', "A CR stands alone in the chunked body.");
            require(length < LONGEST_LINE, "A line of the chunked body is too long.");
            line.append(c);
        }
        return false;
    }

    private void sizeLine() throws S3Fault {
        String text = line.toString();
        line.setLength(0);
        int end = text.indexOf(';');
        sizeText = end < 0 ? text : text.substring(0, end);
        size = parseSize(sizeText);
        if (payload.signedChunks()) {
            signature = end >= 0 && text.startsWith(SIGNATURE, end) ? text.substring(end + SIGNATURE.length()) : "";
            require(Hex.isSha256(signature), "A chunk has no chunk-signature of 64 hex digits.");
            if (size > LARGEST_SIGNED_CHUNK) {
                throw new S3Fault(S3Error.InvalidChunkSizeError, "A signed chunk may have 16777216 bytes at most.");
            }
        } else {
            require(end < 0, "A chunk of an unsigned stream has an extension.");
        }
        if (size > decodedLength - decoded) {
            throw new S3Fault(S3Error.InvalidRequest, "The body is longer than x-amz-decoded-content-length.");
        }
        beginChunk();
    }

    private void beginChunk() throws S3Fault {
        left = size;
        if (size == 0) {
            lastChunk();
        } else {
            state = State.DATA;
            if (chain == null) {
                sink.chunk(sizeText, size, null);
            }
        }
    }

    private static long parseSize(String text) throws S3Fault {
        require(!text.isEmpty() && text.length() <= 16, "A chunk size must have 1 to 16 hex digits.");
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Hex.digit(text.charAt(i));
            require(digit >= 0, "A chunk size must be hexadecimal.");
            value = value << 4 | digit;
        }
        require(value >= 0, "A chunk size is out of range.");
        return value;
    }

    private void data(ByteBuf in) throws S3Fault {
        int length = (int) Math.min(left, in.readableBytes());
        ByteBuf slice = in.readRetainedSlice(length);
        left -= length;
        decoded += length;
        if (checksum != null) {
            checksum.update(slice);
        }
        if (chain == null) {
            sink.data(slice);
        } else {
            held.add(slice);
            for (ByteBuffer part : slice.nioBuffers()) {
                sha256.update(part);
            }
        }
        if (left == 0) {
            endChunk();
        }
    }

    private void endChunk() throws S3Fault {
        state = State.DATA_END;
        if (chain != null) {
            byte[] hash = sha256.digest();
            requireSignature(hash);
            sink.chunk(sizeText, size, hash);
            while (!held.isEmpty()) {
                sink.data(held.poll());
            }
        }
    }

    private void requireSignature(byte[] hash) throws S3Fault {
        if (!ChunkSignatures.same(chain.chunk(hash), signature)) {
            throw new S3Fault(S3Error.SignatureDoesNotMatch, "The signature of a chunk does not match.");
        }
    }

    private void lastChunk() throws S3Fault {
        if (decoded != decodedLength) {
            throw new S3Fault(S3Error.IncompleteBody,
                    "You did not provide the number of bytes specified by x-amz-decoded-content-length.");
        }
        if (chain != null) {
            requireSignature(sha256.digest());
        }
        state = State.TRAILER;
    }

    private void trailerLine() throws S3Fault {
        String text = line.toString();
        line.setLength(0);
        if (!text.isEmpty()) {
            require(payload.trailer(), "The body has a trailer, but its payload form has none.");
            trailer.line(text);
            return;
        }
        HeaderFields fields = trailer.verified(payload == Payload.SIGNED_CHUNKS_TRAILER ? chain : null);
        if (checksum != null && !checksum.base64().equals(fields.get(trailer.checksumName()))) {
            throw new S3Fault(S3Error.BadDigest,
                    "The " + trailer.checksumName() + " you specified did not match the calculated checksum.");
        }
        state = State.DONE;
        sink.end(sizeText, fields);
    }

    private static void require(boolean condition, String message) throws S3Fault {
        if (!condition) {
            throw new S3Fault(S3Error.InvalidRequest, message);
        }
    }

    /** Lets go of the bytes of an unfinished chunk. */
    @Override
    public void close() {
        while (!held.isEmpty()) {
            held.poll().release();
        }
    }
}
