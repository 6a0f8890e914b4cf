package io.roarbench.tracer.external;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a MessagePack value (the format's specification, github.com/msgpack/msgpack/blob/master/spec.md): maps, lists, strings, {@code Long},
 * {@code Double}, {@code Boolean}, {@code byte[]} and null. Extension types are refused.
 */
final class MessagePack {

    private static final int MAX_LENGTH = 1 << 28;

    private final DataInputStream in;

    MessagePack(InputStream in) {
        this.in = new DataInputStream(in);
    }

    Object read() throws IOException {
        int type = in.readUnsignedByte();
        if (type < 0x80) {
            return (long) type;
        }
        if (type >= 0xe0) {
            return (long) (byte) type;
        }
        if (type < 0x90) {
            return map(type & 0xf);
        }
        if (type < 0xa0) {
            return list(type & 0xf);
        }
        return type < 0xc0 ? string(type & 0x1f) : other(type);
    }

    private Object other(int type) throws IOException {
        return switch (type) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xc4, 0xc5, 0xc6 -> bytes(length(type - 0xc4));
            case 0xca -> (double) in.readFloat();
            case 0xcb -> in.readDouble();
            case 0xcc -> (long) in.readUnsignedByte();
            case 0xcd -> (long) in.readUnsignedShort();
            case 0xce -> in.readInt() & 0xffffffffL;
            case 0xcf, 0xd3 -> in.readLong();
            case 0xd0 -> (long) in.readByte();
            case 0xd1 -> (long) in.readShort();
            case 0xd2 -> (long) in.readInt();
            case 0xd9, 0xda, 0xdb -> string(length(type - 0xd9));
            case 0xdc, 0xdd -> list(length(type - 0xdc + 1));
            case 0xde, 0xdf -> map(length(type - 0xde + 1));
            default -> throw new IOException("MessagePack type 0x" + Integer.toHexString(type) + " is not supported");
        };
    }

    /** Of 1, 2 or 4 bytes for size 0, 1, 2. */
    private int length(int size) throws IOException {
        long length = size == 0 ? in.readUnsignedByte() : size == 1 ? in.readUnsignedShort() : in.readInt() & 0xffffffffL;
        if (length > MAX_LENGTH) {
            throw new IOException("a MessagePack value of length " + length + " is too long");
        }
        return (int) length;
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the MessagePack file is cut");
        }
        return bytes;
    }

    private String string(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private List<Object> list(int length) throws IOException {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(read());
        }
        return list;
    }

    private Map<Object, Object> map(int length) throws IOException {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            Object key = read();
            map.put(key, read());
        }
        return map;
    }
}
