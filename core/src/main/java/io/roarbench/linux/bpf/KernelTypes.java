package io.roarbench.linux.bpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where the members of this kernel's structures lie, from its own description: BTF, the BPF type format
 * (Documentation/bpf/btf.rst in the kernel's source).
 */
public final class KernelTypes {

    private static final Path OF_THIS_KERNEL = Path.of("/sys/kernel/btf/vmlinux");
    private static final int MAGIC = 0xeb9f;
    private static final int TYPE_BYTES = 12;
    private static final int MEMBER_BYTES = 12;
    private static final int MAX_DEPTH = 16;
    private static final Kind[] KINDS = Kind.values();

    private final ByteBuffer data;
    private final int strings;
    private final int[] types;
    private final int count;

    private KernelTypes(ByteBuffer data, int strings, int[] types, int count) {
        this.data = data;
        this.strings = strings;
        this.types = types;
        this.count = count;
    }

    /** This kernel's; empty if it has no BTF (CONFIG_DEBUG_INFO_BTF). @throws IOException if it can't be read or understood */
    public static Optional<KernelTypes> ofThisKernel() throws IOException {
        return Files.exists(OF_THIS_KERNEL) ? Optional.of(parse(Files.readAllBytes(OF_THIS_KERNEL))) : Optional.empty();
    }

    /** Understands the content of a BTF file in this machine's byte order. @throws IOException if it is none */
    static KernelTypes parse(byte[] btf) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(btf).order(ByteOrder.nativeOrder());
        if (btf.length < 24 || Short.toUnsignedInt(data.getShort(0)) != MAGIC) {
            throw new IOException("not a BTF file: " + btf.length + " bytes without its magic number");
        }
        int header = data.getInt(4);
        int from = header + data.getInt(8);
        int end = from + data.getInt(12);
        int[] types = new int[(end - from) / TYPE_BYTES + 1];
        int count = 1;
        for (int at = from; at < end; at += bytes(data, at)) {
            types[count++] = at;
        }
        return new KernelTypes(data, header + data.getInt(16), types, count);
    }

    private static int bytes(ByteBuffer data, int at) throws IOException {
        int members = data.getShort(at + 4) & 0xffff;
        Kind kind = Kind.of(data.getInt(at + 4) >> 24 & 0x1f);
        return TYPE_BYTES + kind.fixed + members * kind.each;
    }

    /**
     * The offset of a member in a structure.
     *
     * @param structure its tag, e.g. "dentry"
     * @param member its name; with dots for members of members, e.g. "d_name.name"
     * @return bytes
     * @throws IOException if this kernel has no such structure or member, or if it is a bit field
     */
    public int offset(String structure, String member) throws IOException {
        byte[] wanted = structure.getBytes(StandardCharsets.US_ASCII);
        for (int id = 1; id < count; id++) {
            if (isAggregate(id) && isNamed(data.getInt(types[id]), wanted)) {
                int bits = bits(id, member.split("\\."), 0, 0);
                if (bits >= 0 && bits % 8 == 0) {
                    return bits / 8;
                }
            }
        }
        throw new IOException("this kernel's types have no member " + member + " of struct " + structure);
    }

    /** The number of a structure; empty if this kernel has none of this tag. */
    public OptionalInt structure(String tag) {
        return number(Kind.STRUCT, tag);
    }

    /** The number of a function; empty if this kernel does not describe it. */
    public OptionalInt function(String name) {
        return number(Kind.FUNCTION, name);
    }

    private OptionalInt number(Kind kind, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        return IntStream.range(1, count).filter(id -> kind(id) == kind && isNamed(data.getInt(types[id]), wanted)).findFirst();
    }

    /** Whether a structure has this member. */
    public boolean has(String structure, String member) {
        return structure(structure).stream().anyMatch(id -> bits(id, member.split("\\."), 0, 0) >= 0);
    }

    private boolean isAggregate(int id) {
        Kind kind = kind(id);
        return kind == Kind.STRUCT || kind == Kind.UNION;
    }

    private Kind kind(int id) {
        return KINDS[data.getInt(types[id] + 4) >> 24 & 0x1f];
    }

    /** The offset of {@code path[index]} and what follows in type {@code id}, or -1. Members without a name are looked into. */
    private int bits(int id, String[] path, int index, int depth) {
        int aggregate = unqualified(id);
        if (!isAggregate(aggregate) || depth > MAX_DEPTH) {
            return -1;
        }
        byte[] wanted = path[index].getBytes(StandardCharsets.US_ASCII);
        int info = data.getInt(types[aggregate] + 4);
        for (int i = 0; i < (info & 0xffff); i++) {
            int member = types[aggregate] + TYPE_BYTES + i * MEMBER_BYTES;
            int at = info < 0 ? data.getInt(member + 8) & 0xffffff : data.getInt(member + 8);
            boolean named = isNamed(data.getInt(member), wanted);
            int inside = named && index + 1 == path.length ? 0
                    : named ? bits(data.getInt(member + 4), path, index + 1, depth + 1)
                    : isNamed(data.getInt(member), new byte[0]) ? bits(data.getInt(member + 4), path, index, depth + 1)
                    : -1;
            if (inside >= 0) {
                return at + inside;
            }
        }
        return -1;
    }

    private int unqualified(int id) {
        int type = id;
        while (type != 0 && kind(type).isQualifier) {
            type = data.getInt(types[type] + 8);
        }
        return type;
    }

    private boolean isNamed(int nameOffset, byte[] wanted) {
        int at = strings + nameOffset;
        for (int i = 0; i < wanted.length; i++) {
            if (data.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return data.get(at + wanted.length) == 0;
    }

    /** Kinds of types in the order of their numbers, and how many bytes follow: a fixed number, and for each member. */
    private enum Kind {
        VOID(0, 0, false), INT(4, 0, false), POINTER(0, 0, false), ARRAY(12, 0, false), STRUCT(0, MEMBER_BYTES, false),
        UNION(0, MEMBER_BYTES, false), ENUM(0, 8, false), FORWARD(0, 0, false), TYPEDEF(0, 0, true), VOLATILE(0, 0, true),
        CONST(0, 0, true), RESTRICT(0, 0, true), FUNCTION(0, 0, false), PROTOTYPE(0, 8, false), VARIABLE(4, 0, false),
        SECTION(0, 12, false), FLOAT(0, 0, false), DECLARATION_TAG(4, 0, false), TYPE_TAG(0, 0, true), ENUM_64(0, 12, false);

        private final int fixed;
        private final int each;
        private final boolean isQualifier;

        Kind(int fixed, int each, boolean isQualifier) {
            this.fixed = fixed;
            this.each = each;
            this.isQualifier = isQualifier;
        }

        static Kind of(int number) throws IOException {
            if (number >= KINDS.length) {
                throw new IOException("BTF type of the unknown kind " + number + ": a newer format than is known here");
            }
            return KINDS[number];
        }
    }
}
