package io.roarbench.proxy;

import io.roarbench.proxy.signing.ChunkSignatures;
import io.roarbench.proxy.signing.Credentials;
import io.roarbench.proxy.signing.RequestSigner;
import io.roarbench.proxy.wire.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Whole signed requests as bytes, in every form in which clients send bodies. */
final class SignedBytes {

    /** @param head bytes of it up to where the body begins */
    record Request(String method, byte[] bytes, int head) {
    }

    private static final int CHUNK = 300;

    private final Credentials keys;
    private final String key;

    SignedBytes(Credentials keys, String key) {
        this.keys = keys;
        this.key = key;
    }

    Request get() {
        HeaderFields fields = fields().add("Range", "bytes=1-5");
        sign("GET", fields, hash(new byte[0]));
        return request("GET", fields, new byte[0]);
    }

    Request hashed(byte[] body) {
        HeaderFields fields = put(body.length);
        sign("PUT", fields, hash(body));
        return request("PUT", fields, body);
    }

    /** Signed chunks, and a signed trailer with a checksum. */
    Request signedChunks(byte[] body) {
        HeaderFields fields = streamed(body, chunks(body, null).length);
        ChunkSignatures chain = sign("PUT", fields, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
        return request("PUT", fields, chunks(body, chain));
    }

    /** Chunks of which only the trailing checksum tells whether they are whole. */
    Request unsignedChunks(byte[] body) {
        byte[] framed = unsigned(body);
        HeaderFields fields = streamed(body, framed.length);
        sign("PUT", fields, "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        return request("PUT", fields, framed);
    }

    private HeaderFields fields() {
        return new HeaderFields().add("Host", "localhost");
    }

    private HeaderFields put(int length) {
        return fields().add("Content-Length", Integer.toString(length)).add("Content-Type", "text/x-whole")
                .add("x-amz-meta-colour", "blue");
    }

    private HeaderFields streamed(byte[] body, int framed) {
        return put(framed).add("Content-Encoding", "aws-chunked").add("x-amz-trailer", "x-amz-checksum-crc32")
                .add("x-amz-decoded-content-length", Integer.toString(body.length));
    }

    private ChunkSignatures sign(String method, HeaderFields fields, String payload) {
        return new RequestSigner("us-east-1", "s3").sign(keys, method, path(), "", fields, payload,
                System.currentTimeMillis() / 1000);
    }

    private String path() {
        return "/bucket/" + key;
    }

    private Request request(String method, HeaderFields fields, byte[] body) {
        StringBuilder head = new StringBuilder(method + " " + path() + " HTTP/1.1\r\n");
        for (int i = 0; i < fields.size(); i++) {
            head.append(fields.name(i)).append(": ").append(fields.value(i)).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ascii(head.append("\r\n").toString()));
        int length = all.size();
        all.writeBytes(body);
        return new Request(method, all.toByteArray(), length);
    }

    /** @param chain null to learn the length only */
    private static byte[] chunks(byte[] body, ChunkSignatures chain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at <= body.length; at += CHUNK) {
            byte[] data = java.util.Arrays.copyOfRange(body, at, Math.min(at + CHUNK, body.length));
            chunk(out, data, chain);
            if (data.length > 0 && at + CHUNK >= body.length) {
                chunk(out, new byte[0], chain);
                break;
            }
        }
        String trailer = "x-amz-checksum-crc32:" + crc32(body);
        String signature = chain == null ? "0".repeat(64) : chain.trailer(trailer + "\n");
        out.writeBytes(ascii(trailer + "\r\nx-amz-trailer-signature:" + signature + "\r\n\r\n"));
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, byte[] data, ChunkSignatures chain) {
        String signature = chain == null ? "0".repeat(64) : chain.chunk(digest(data));
        out.writeBytes(ascii(Integer.toHexString(data.length) + ";chunk-signature=" + signature + "\r\n"));
        if (data.length > 0) {
            out.writeBytes(data);
            out.writeBytes(ascii("\r\n"));
        }
    }

    private static byte[] unsigned(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii(Integer.toHexString(body.length) + "\r\n"));
        out.writeBytes(body);
        out.writeBytes(ascii("\r\n0\r\nx-amz-checksum-crc32:" + crc32(body) + "\r\n\r\n"));
        return out.toByteArray();
    }

    private static String crc32(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        int value = (int) crc.getValue();
        return Base64.getEncoder().encodeToString(new byte[] {(byte) (value >> 24), (byte) (value >> 16),
            (byte) (value >> 8), (byte) value});
    }

    private static String hash(byte[] body) {
        return HexFormat.of().formatHex(digest(body));
    }

    private static byte[] digest(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
