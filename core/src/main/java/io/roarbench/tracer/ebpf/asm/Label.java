package io.roarbench.tracer.ebpf.asm;

/** A place in a program; two labels of one name are different places. */
public final class Label {

    private final String name;

    /** A label to be placed once. */
    public Label(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
