package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.KernelTypes;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where this kernel keeps what leads from a task to an open file and from there to its name; bytes.
 *
 * @param taskFiles {@code task_struct.files}
 * @param taskFs {@code task_struct.fs}
 * @param taskMm {@code task_struct.mm}
 * @param mmExe {@code mm_struct.exe_file}
 * @param fsDirectory {@code fs_struct.pwd}, a {@code struct path}
 * @param filesTable {@code files_struct.fdt}
 * @param tableFiles {@code fdtable.fd}
 * @param fileMode {@code file.f_mode}
 * @param filePath {@code file.f_path}, a {@code struct path}
 * @param pathMount {@code path.mnt}
 * @param pathEntry {@code path.dentry}
 * @param entryParent {@code dentry.d_parent}
 * @param entryName {@code dentry.d_name.name}
 * @param entryNameLength {@code dentry.d_name.len}
 * @param entryShortName where {@code dentry} itself holds a name that is short
 * @param mountRoot {@code vfsmount.mnt_root}
 * @param mountFlags {@code vfsmount.mnt_flags}
 * @param mountParent {@code mount.mnt_parent} less {@code mount.mnt}, since paths point to the latter
 * @param mountPoint {@code mount.mnt_mountpoint} less {@code mount.mnt}
 * @param mountInMount {@code mount.mnt}
 * @param words how programs may load from any address; empty where this kernel has no such way (before Linux 6.2)
 */
record KernelOffsets(int taskFiles, int taskFs, int taskMm, int mmExe, int fsDirectory, int filesTable, int tableFiles,
        int fileMode, int filePath, int pathMount, int pathEntry, int entryParent, int entryName, int entryNameLength,
        int entryShortName, int mountRoot, int mountFlags, int mountParent, int mountPoint, int mountInMount,
        Optional<WordLoads> words) {

    /**
     * The function that makes an address one of a type, and a type that is words throughout: a load from an address that is not there
     * gives 0.
     *
     * @param cast {@code bpf_rdonly_cast}
     * @param type {@code struct pt_regs}
     */
    record WordLoads(int cast, int type) {

        /** How many bytes can be loaded from behind one such address. */
        static final int BYTES = 160;
    }

    /** The same where memory is only to be had by a helper that copies it. */
    KernelOffsets withoutWords() {
        return new KernelOffsets(taskFiles, taskFs, taskMm, mmExe, fsDirectory, filesTable, tableFiles, fileMode, filePath, pathMount,
                pathEntry, entryParent, entryName, entryNameLength, entryShortName, mountRoot, mountFlags, mountParent, mountPoint,
                mountInMount, Optional.empty());
    }

    /** This kernel's; empty if it does not describe its types. */
    static Optional<KernelOffsets> ofThisKernel() throws IOException {
        Optional<KernelTypes> types = KernelTypes.ofThisKernel();
        return types.isEmpty() ? Optional.empty() : Optional.of(of(types.get()));
    }

    private static KernelOffsets of(KernelTypes types) throws IOException {
        int mount = types.offset("mount", "mnt");
        return new KernelOffsets(types.offset("task_struct", "files"), types.offset("task_struct", "fs"),
                types.offset("task_struct", "mm"), types.offset("mm_struct", "exe_file"),
                types.offset("fs_struct", "pwd"), types.offset("files_struct", "fdt"), types.offset("fdtable", "fd"),
                types.offset("file", "f_mode"), types.offset("file", "f_path"), types.offset("path", "mnt"),
                types.offset("path", "dentry"), types.offset("dentry", "d_parent"), types.offset("dentry", "d_name.name"),
                types.offset("dentry", "d_name.len"),
                types.offset("dentry", types.has("dentry", "d_iname") ? "d_iname" : "d_shortname"), // since Linux 6.15
                types.offset("vfsmount", "mnt_root"), types.offset("vfsmount", "mnt_flags"),
                types.offset("mount", "mnt_parent") - mount, types.offset("mount", "mnt_mountpoint") - mount, mount, words(types));
    }

    private static Optional<WordLoads> words(KernelTypes types) {
        OptionalInt cast = types.function("bpf_rdonly_cast");
        OptionalInt type = types.structure("pt_regs");
        return cast.isPresent() && type.isPresent() ? Optional.of(new WordLoads(cast.getAsInt(), type.getAsInt())) : Optional.empty();
    }
}
