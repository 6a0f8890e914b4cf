package io.roarbench.s3.origin;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.signing.AwsChunkedDecoder;
import io.roarbench.proxy.signing.BodyChecksum;
import io.roarbench.proxy.signing.ChunkSink;
import io.roarbench.proxy.signing.Hex;
import io.roarbench.proxy.signing.Payload;
import io.roarbench.proxy.signing.VerifiedRequest;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Verifies a body against everything its head said of it, while it passes to the exchange. */
final class BodyGate implements ChunkSink, AutoCloseable {

    private final VerifiedRequest request;
    private final Exchange exchange;
    private final AwsChunkedDecoder decoder;
    private final MessageDigest sha256;
    private final String checksumName;
    private final String checksumValue;
    private final BodyChecksum checksum;
    private HeaderFields trailers = new HeaderFields();
    private IOException storeFailure;
    private S3Fault refusal;

    BodyGate(VerifiedRequest request, HeaderFields fields, Exchange exchange) throws S3Fault {
        this.request = request;
        this.exchange = exchange;
        boolean chunked = request.payload().chunked();
        if (!chunked && "aws-chunked".equalsIgnoreCase(fields.get("content-encoding"))) {
            throw new S3Fault(S3Error.InvalidRequest, "aws-chunked encoding is not supported when x-amz-content-sha256 "
                    + request.payload() + " is supplied.");
        }
        this.decoder = chunked ? new AwsChunkedDecoder(request.payload(), decodedLength(fields),
                fields.get("x-amz-trailer"), request.chunks(), this) : null;
        this.sha256 = request.payload() == Payload.HASHED ? Digests.of("SHA-256") : null;
        this.checksumName = headerChecksum(fields);
        this.checksumValue = checksumName == null ? null : fields.get(checksumName);
        this.checksum = checksumName == null ? null : BodyChecksum.named(checksumName);
    }

    private static long decodedLength(HeaderFields fields) throws S3Fault {
        String text = fields.get("x-amz-decoded-content-length");
        if (text == null || !text.matches("[0-9]{1,18}")) {
            throw new S3Fault(S3Error.MissingContentLength, "You must provide the x-amz-decoded-content-length header.");
        }
        return Long.parseLong(text);
    }

    /** Of a GET the Java SDK sends a made-up value, so only bodies are held against it. */
    private static String headerChecksum(HeaderFields fields) {
        if (fields.get("content-length") == null || "0".equals(fields.get("content-length"))) {
            return null;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.key(i).startsWith("x-amz-checksum-") && BodyChecksum.encodedLength(fields.key(i)) > 0) {
                return fields.key(i);
            }
        }
        return null;
    }

    /** Takes raw bytes of the body; does not release the buffer. */
    void feed(ByteBuf raw) throws S3Fault, IOException {
        if (sha256 != null) {
            for (ByteBuffer part : raw.nioBuffers()) {
                sha256.update(part);
            }
        }
        if (decoder == null) {
            decoded(raw);
        } else {
            decoder.feed(raw);
        }
        rethrow();
    }

    private void decoded(ByteBuf bytes) {
        if (checksum != null) {
            checksum.update(bytes);
        }
        try {
            if (storeFailure == null && refusal == null) {
                exchange.data(bytes);
            }
        } catch (IOException e) {
            storeFailure = e;
        } catch (S3Fault e) {
            refusal = e;
        }
    }

    private void rethrow() throws S3Fault, IOException {
        if (storeFailure != null) {
            throw storeFailure;
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** The body has ended: verifies what is left to verify, and lets the operation happen. */
    Reply finish() throws S3Fault, IOException {
        if (decoder != null) {
            decoder.finish();
        }
        if (sha256 != null && !Hex.of(sha256.digest()).equals(request.payloadHash())) {
            throw new S3Fault(S3Error.XAmzContentSHA256Mismatch,
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
        if (checksum != null && !checksum.base64().equals(checksumValue)) {
            throw new S3Fault(S3Error.BadDigest, "The " + checksumName + " you specified did not match what we received.");
        }
        if (trailers.size() > 0) {
            return exchange.end(new VerifiedBody(trailers.key(0), trailers.value(0)));
        }
        return exchange.end(new VerifiedBody(checksumName, checksumValue));
    }

    @Override
    public void chunk(String sizeText, long size, byte[] hash) {
        // Only the bytes matter here.
    }

    @Override
    public void data(ByteBuf bytes) {
        decoded(bytes);
        bytes.release();
    }

    @Override
    public void end(String sizeText, HeaderFields found) {
        trailers = found;
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }
}
