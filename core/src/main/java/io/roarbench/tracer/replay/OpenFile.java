package io.roarbench.tracer.replay;

/**
 * An open file description.
 *
 * @param node the file; null for what is never listed (pipe, socket, …)
 * @param flags its open flags
 */
record OpenFile(Node node, int flags) {

    /** Pipe, socket, memfd, … */
    static final OpenFile SPECIAL = new OpenFile(null, 0);
}
