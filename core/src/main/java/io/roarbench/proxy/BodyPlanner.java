package io.roarbench.proxy;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.signing.BodyChecksum;
import io.roarbench.proxy.signing.Payload;
import io.roarbench.proxy.signing.VerifiedRequest;
import io.roarbench.proxy.wire.BodyReader;
import io.roarbench.proxy.wire.Head;
import io.roarbench.proxy.wire.HeaderFields;
import io.roarbench.proxy.wire.S3Error;
import io.roarbench.proxy.wire.S3Fault;
import java.util.Locale;
import java.util.function.Consumer;

/** Chooses how a body is verified, and in which form it goes up. */
final class BodyPlanner {

    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String SIGNED_CHUNKS_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private static final String UNSIGNED_CHUNKS_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private final UploadSigning uploads;

    BodyPlanner(UploadSigning uploads) {
        this.uploads = uploads;
    }

    /** @param payload told of the payload's bytes, whose indexes it leaves */
    OutboundBody plan(Head.Request head, BodyReader body, VerifiedRequest verified, Consumer<ByteBuf> payload)
            throws S3Fault {
        if (verified.payload().chunked()) {
            return chunked(head.fields(), body, verified, payload);
        }
        requireNotChunked(head.fields(), verified);
        if (body.length() < 0) {
            throw new S3Fault(S3Error.MissingContentLength, "You must provide the Content-Length HTTP header.");
        }
        boolean saysLength = head.fields().has("content-length") || head.method().equals("PUT")
                || head.method().equals("POST");
        long length = saysLength ? body.length() : -1;
        if (verified.payload() == Payload.UNSIGNED) {
            return unsigned(body, length, payload);
        }
        if (body.complete() && !verified.payloadHash().equals(EMPTY_SHA256)) {
            throw new S3Fault(S3Error.XAmzContentSHA256Mismatch,
                    "The provided 'x-amz-content-sha256' header is not that of an empty body.");
        }
        return new OutboundBody(body.complete() ? UploadBody.plain(payload)
                : new HashedUpload(verified.payloadHash(), payload), verified.payloadHash(), length, -1);
    }

    private OutboundBody unsigned(BodyReader body, long length, Consumer<ByteBuf> payload) {
        if (uploads != UploadSigning.SIGNED) {
            return new OutboundBody(UploadBody.plain(payload), UNSIGNED, length, -1);
        }
        return body.complete() ? new OutboundBody(UploadBody.plain(payload), EMPTY_SHA256, length, -1)
                : new OutboundBody(new FramedUpload(length, payload), SIGNED_CHUNKS,
                        Framing.framedLength(length, NewFraming.frame(true), true, 0), length);
    }

    private static void requireNotChunked(HeaderFields fields, VerifiedRequest verified) throws S3Fault {
        String encoding = fields.get("content-encoding");
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("aws-chunked")) {
            throw new S3Fault(S3Error.InvalidRequest, "aws-chunked encoding is not supported when x-amz-content-sha256 is "
                    + (verified.payload() == Payload.UNSIGNED ? UNSIGNED : "a hash") + ".");
        }
    }

    private OutboundBody chunked(HeaderFields fields, BodyReader body, VerifiedRequest verified,
            Consumer<ByteBuf> payload) throws S3Fault {
        Payload form = verified.payload();
        if (body.complete()) {
            throw new S3Fault(S3Error.IncompleteBody, "A chunked stream has at least its last chunk.");
        }
        long decoded = decodedLength(fields);
        String trailer = fields.get("x-amz-trailer");
        if (!form.signedChunks() && checksumLength(trailer) < 0) {
            throw new S3Fault(S3Error.InvalidRequest, "An unsigned stream needs exactly one trailer, a checksum of a known "
                    + "algorithm: nothing else vouches for it.");
        }
        if (body.length() < 0 && form.signedChunks()) {
            throw new S3Fault(S3Error.MissingContentLength, "A stream of signed chunks needs a Content-Length.");
        }
        boolean signed = form.signedChunks() ? uploads != UploadSigning.UNSIGNED : uploads == UploadSigning.SIGNED;
        if (signed == form.signedChunks() && body.length() >= 0) {
            return new OutboundBody(new ChunkedUpload(verified, decoded, trailer,
                    new KeptFraming(signed, form.trailer()), payload), verified.payloadHash(), body.length(), decoded);
        }
        if (!signed && !form.trailer()) {
            return new OutboundBody(new ChunkedUpload(verified, decoded, trailer, new NoFraming(), payload), UNSIGNED,
                    decoded, -1);
        }
        long length = Framing.framedLength(decoded, NewFraming.frame(signed), signed, trailerLine(trailer));
        return new OutboundBody(new ChunkedUpload(verified, decoded, trailer, new NewFraming(signed, decoded), payload),
                signed ? SIGNED_CHUNKS_TRAILER : UNSIGNED_CHUNKS_TRAILER, length, decoded);
    }

    /** Length of the only trailer's line: what is framed anew must know beforehand how long it gets. */
    private static int trailerLine(String trailer) throws S3Fault {
        int value = checksumLength(trailer);
        if (value < 0) {
            throw new S3Fault(S3Error.NotImplemented, "A chunked stream that is framed anew needs exactly one trailer, a "
                    + "checksum of a known algorithm.");
        }
        return trailer.length() + 1 + value;
    }

    private static int checksumLength(String trailer) {
        return trailer == null ? -1 : BodyChecksum.encodedLength(trailer.toLowerCase(Locale.ROOT));
    }

    private static long decodedLength(HeaderFields fields) throws S3Fault {
        String text = fields.get("x-amz-decoded-content-length");
        if (text == null || fields.count("x-amz-decoded-content-length") != 1 || !text.matches("[0-9]{1,18}")) {
            throw new S3Fault(S3Error.MissingContentLength,
                    "You must provide the x-amz-decoded-content-length header, as a number, once.");
        }
        return Long.parseLong(text);
    }
}
