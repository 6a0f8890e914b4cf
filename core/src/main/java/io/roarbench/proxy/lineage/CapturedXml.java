package io.roarbench.proxy.lineage;

import io.netty.buffer.ByteBuf;
import io.roarbench.proxy.wire.FlatXml;
import io.roarbench.proxy.wire.S3Fault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A copy of a body whose content decides what an operation was; within a bound. */
final class CapturedXml {

    /** A multi-delete has 1000 keys of 1024 bytes at most; a longer body is not looked into. */
    private static final int LARGEST = 4 << 20;
    private static final int LONGEST_CODE = 100;

    private final ByteArrayOutputStream xml = new ByteArrayOutputStream();
    private boolean whole = true;

    /** The buffer's indexes stay. */
    void add(ByteBuf bytes) {
        whole &= xml.size() + bytes.readableBytes() <= LARGEST;
        if (whole) {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.getBytes(bytes.readerIndex(), copy);
            xml.writeBytes(copy);
        }
    }

    /**
     * S3 answers 200 to some operations before it knows, and puts the error into the body.
     *
     * @return null if the body is no error; {@code Unknown} if the error has no code
     */
    String errorCode() {
        String text = xml.toString(StandardCharsets.UTF_8);
        int root = text.indexOf('<');
        while (root >= 0 && (text.startsWith("<?", root) || text.startsWith("<!", root))) {
            root = text.indexOf('<', root + 1);
        }
        if (root < 0 || !text.startsWith("<Error", root) || text.length() == root + 6
                || Character.isLetterOrDigit(text.charAt(root + 6))) {
            return null;
        }
        int from = text.indexOf("<Code>", root);
        int to = text.indexOf("</Code>", from);
        return from < 0 || to < 0 ? "Unknown" : text.substring(from + 6, Math.min(to, from + 6 + LONGEST_CODE));
    }

    /** The elements of that name; null if this is no XML, or too long. */
    List<Map<String, String>> records(String name) {
        try {
            return whole ? FlatXml.parse(xml.toByteArray(), name).records() : null;
        } catch (S3Fault e) {
            return null;
        }
    }
}
