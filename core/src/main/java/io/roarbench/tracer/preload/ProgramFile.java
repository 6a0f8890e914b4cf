package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import io.roarbench.linux.process.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** What the file of a command is, to say why the library could not enter it; as exec.c does for other programs. */
final class ProgramFile {

    private static final int PT_INTERP = 3;
    private static final int EM_X86_64 = 62;
    private static final int EM_AARCH64 = 183;
    private static final int HEAD = 4096;

    private ProgramFile() {
    }

    /** As execvp finds it. */
    static ByteString find(Command command) {
        String name = command.argv().get(0);
        if (name.indexOf('/') >= 0) {
            return ByteString.utf8(command.directory().resolve(name).toString());
        }
        String path = command.environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String folder : path.split(":")) {
            Path candidate = command.directory().resolve(folder).resolve(name);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return ByteString.utf8(candidate.toString());
            }
        }
        return ByteString.utf8(name);
    }

    static ExecTarget target(ByteString program) throws IOException {
        Path file = Path.of(program.text());
        if (!Files.isReadable(file)) {
            return ExecTarget.UNKNOWN;
        }
        boolean ownerChanges = Files.getAttribute(file, "unix:mode") instanceof Integer mode && (mode & 06000) != 0
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
        if (ownerChanges && !Files.getOwner(file).getName().equals(System.getProperty("user.name"))) {
            return ExecTarget.PRIVILEGED;
        }
        byte[] head = new byte[HEAD];
        int length;
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            length = open.read(head);
        }
        return length < 64 || head[0] != 0x7f || head[1] != 'E' ? ExecTarget.UNKNOWN : ofElf(head, length);
    }

    private static ExecTarget ofElf(byte[] head, int length) {
        ByteBuffer elf = ByteBuffer.wrap(head, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        int machine = elf.getShort(18);
        int own = System.getProperty("os.arch").equals("aarch64") ? EM_AARCH64 : EM_X86_64;
        if (head[4] != 2 || machine != own) {
            return ExecTarget.FOREIGN_MACHINE;
        }
        int table = (int) elf.getLong(32);
        int count = elf.getShort(56);
        for (int i = 0; i < count && table + 56 * (i + 1) <= length; i++) {
            int header = table + 56 * i;
            if (elf.getInt(header) == PT_INTERP) {
                int at = (int) elf.getLong(header + 8);
                int size = (int) elf.getLong(header + 32);
                String interpreter = at + size <= length ? ByteString.of(head, at, Math.max(0, size - 1)).text() : "";
                return interpreter.contains("/ld-linux") ? ExecTarget.DYNAMIC : ExecTarget.FOREIGN_LIBC;
            }
        }
        return ExecTarget.STATIC;
    }
}
