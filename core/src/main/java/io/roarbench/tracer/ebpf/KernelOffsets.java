package io.roarbench.tracer.ebpf;

import io.roarbench.linux.bpf.KernelTypes;
import java.io.IOException;
import java.util.Optional;

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
 * @param mountRoot {@code vfsmount.mnt_root}
 * @param mountFlags {@code vfsmount.mnt_flags}
 * @param mountParent {@code mount.mnt_parent} less {@code mount.mnt}, since paths point to the latter
 * @param mountPoint {@code mount.mnt_mountpoint} less {@code mount.mnt}
 * @param mountInMount {@code mount.mnt}
 */
record KernelOffsets(int taskFiles, int taskFs, int taskMm, int mmExe, int fsDirectory, int filesTable, int tableFiles,
        int fileMode, int filePath, int pathMount, int pathEntry, int entryParent, int entryName, int mountRoot,
        int mountFlags, int mountParent, int mountPoint, int mountInMount) {

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
                types.offset("vfsmount", "mnt_root"), types.offset("vfsmount", "mnt_flags"),
                types.offset("mount", "mnt_parent") - mount, types.offset("mount", "mnt_mountpoint") - mount, mount);
    }
}
