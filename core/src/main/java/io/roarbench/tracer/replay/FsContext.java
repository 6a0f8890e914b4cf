package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;

/** A kernel {@code fs_struct}: working directory and root; shared by threads and by {@code CLONE_FS} children. */
final class FsContext {

    private Node cwd;
    private ByteString root;

    /**
     * @param cwd the working directory; null if unknown
     * @param root absolute path of the root directory without a slash at its end: empty for the usual one
     */
    FsContext(Node cwd, ByteString root) {
        this.cwd = cwd;
        this.root = root;
    }

    FsContext copy() {
        return new FsContext(cwd, root);
    }

    Node cwd() {
        return cwd;
    }

    void cwd(Node wanted) {
        cwd = wanted;
    }

    ByteString root() {
        return root;
    }

    void root(ByteString wanted) {
        root = wanted;
    }
}
