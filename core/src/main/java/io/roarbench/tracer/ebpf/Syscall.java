package io.roarbench.tracer.ebpf;

import static io.roarbench.tracer.ebpf.Handling.of;
import static io.roarbench.tracer.ebpf.Handling.opening;
import static io.roarbench.tracer.ebpf.Handling.record;
import static io.roarbench.tracer.ebpf.Handling.renaming;

import io.roarbench.tracer.ebpf.Handling.Action;

/**
 * The system calls that matter: their numbers on x86-64 and aarch64 (-1: not there) as in the kernel's
 * {@code syscall_64.tbl} and {@code asm-generic/unistd.h}, and how the kernel program handles them.
 */
enum Syscall {
    READ(0, 63, of(Action.READ)),
    PREAD64(17, 67, of(Action.READ)),
    READV(19, 65, of(Action.READ)),
    PREADV(295, 69, of(Action.READ)),
    PREADV2(327, 286, of(Action.READ)),
    WRITE(1, 64, of(Action.WRITE)),
    PWRITE64(18, 68, of(Action.WRITE)),
    WRITEV(20, 66, of(Action.WRITE)),
    PWRITEV(296, 70, of(Action.WRITE)),
    PWRITEV2(328, 287, of(Action.WRITE)),
    SENDFILE(40, 71, record().with(Handling.POSITIVE)),
    SPLICE(275, 76, record().with(Handling.POSITIVE)),
    COPY_FILE_RANGE(326, 285, record().with(Handling.POSITIVE)),
    OPEN(2, -1, opening().with(Handling.SHOWS_FILE).path(0)),
    CREAT(85, -1, opening().with(Handling.SHOWS_FILE).path(0)),
    OPENAT(257, 56, opening().with(Handling.SHOWS_FILE).path(1)),
    OPENAT2(437, 437, record().with(Handling.SHOWS_FILE).path(1).memory(2, 24)),
    OPEN_BY_HANDLE_AT(304, 265, opening().with(Handling.SHOWS_FILE)),
    CLOSE(3, 57, record().with(Handling.ON_ERROR | Handling.ENDS_FD_0)),
    CLOSE_RANGE(436, 436, record().with(Handling.ENDS_ALL | Handling.RANGE)),
    DUP(32, 23, opening()),
    DUP2(33, -1, record().with(Handling.ENDS_FD_1)),
    DUP3(292, 24, record().with(Handling.ENDS_FD_1)),
    FCNTL(72, 25, of(Action.FCNTL)),
    IOCTL(16, 29, of(Action.IOCTL).memory(2, 32)),
    MMAP(9, 222, of(Action.MMAP)),
    MPROTECT(10, 226, of(Action.PROTECT)),
    PKEY_MPROTECT(329, 288, of(Action.PROTECT)),
    MUNMAP(11, 215, of(Action.MEMORY)),
    MREMAP(25, 216, of(Action.MEMORY)),
    REMAP_FILE_PAGES(216, 234, of(Action.MEMORY)),
    RENAME(82, -1, renaming().paths(0, 1)),
    RENAMEAT(264, 38, renaming().paths(1, 3)),
    RENAMEAT2(316, 276, renaming().paths(1, 3)),
    LINK(86, -1, renaming().paths(0, 1)),
    LINKAT(265, 37, renaming().paths(1, 3)),
    SYMLINK(88, -1, record().paths(0, 1)),
    SYMLINKAT(266, 36, record().paths(0, 2)),
    UNLINK(87, -1, record().path(0)),
    UNLINKAT(263, 35, record().path(1)),
    RMDIR(84, -1, record().path(0)),
    MKDIR(83, -1, record().path(0)),
    MKDIRAT(258, 34, record().path(1)),
    MKNOD(133, -1, record().path(0)),
    MKNODAT(259, 33, record().path(1)),
    TRUNCATE(76, 45, record().path(0)),
    FTRUNCATE(77, 46, record()),
    FALLOCATE(285, 47, record()),
    CHDIR(80, 49, record().with(Handling.SHOWS_DIRECTORY).path(0)),
    FCHDIR(81, 50, record()),
    CHROOT(161, 51, record().path(0)),
    MOUNT(165, 40, record()),
    UMOUNT2(166, 39, record()),
    PIVOT_ROOT(155, 41, record()),
    SECCOMP(317, 277, record()),
    OPEN_TREE(428, 428, opening().with(Handling.SHOWS_FILE).path(1)),
    FSMOUNT(432, 432, opening()),
    MOVE_MOUNT(429, 429, record()),
    SETNS(308, 268, record()),
    UNSHARE(272, 97, of(Action.UNSHARE)),
    EXECVE(59, 221, record().with(Handling.ARGUMENTS).with(Handling.SHOWS_PROGRAM)),
    EXECVEAT(322, 281, record().with(Handling.ARGUMENTS).with(Handling.SHOWS_PROGRAM)),
    WAIT4(61, 260, record().with(Handling.POSITIVE).memory(1, 4)),
    WAITID(247, 95, record().memory(2, 32)),
    PIPE(22, -1, record().memory(0, 8)),
    PIPE2(293, 59, record().memory(0, 8)),
    SOCKET(41, 198, opening()),
    SENDMSG(46, 211, of(Action.MESSAGE).memory(5, 0)),
    RECVMSG(47, 212, of(Action.MESSAGE).with(Handling.SHOWS_RECEIVED).memory(5, 0)),
    SOCKETPAIR(53, 199, record().memory(3, 8)),
    ACCEPT(43, 202, opening()),
    ACCEPT4(288, 242, opening()),
    EPOLL_CREATE(213, -1, opening()),
    EPOLL_CREATE1(291, 20, opening()),
    EVENTFD(284, -1, opening()),
    EVENTFD2(290, 19, opening()),
    SIGNALFD(282, -1, opening()),
    SIGNALFD4(289, 74, opening()),
    TIMERFD_CREATE(283, 85, opening()),
    INOTIFY_INIT(253, -1, opening()),
    INOTIFY_INIT1(294, 26, opening()),
    FANOTIFY_INIT(300, 262, opening()),
    MEMFD_CREATE(319, 279, opening()),
    USERFAULTFD(323, 282, opening()),
    PERF_EVENT_OPEN(298, 241, opening()),
    PIDFD_OPEN(434, 434, opening()),
    PIDFD_GETFD(438, 438, opening().with(Handling.SHOWS_FILE)),
    IO_SUBMIT(209, 2, record().with(Handling.POSITIVE)),
    IO_URING_SETUP(425, 425, opening());

    private final int x86;
    private final int arm;
    private final Handling handling;

    Syscall(int x86, int arm, Handling handling) {
        this.x86 = x86;
        this.arm = arm;
        this.handling = handling;
    }

    int number(Architecture architecture) {
        return architecture == Architecture.X86_64 ? x86 : arm;
    }

    Handling handling() {
        return handling;
    }
}
