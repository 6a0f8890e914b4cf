package io.roarbench.tracer.ebpf.asm;

/** Kernel functions that programs may call: numbers of {@code enum bpf_func_id} in include/uapi/linux/bpf.h. */
public enum HelperFunction {
    MAP_LOOKUP_ELEM(1), MAP_UPDATE_ELEM(2), MAP_DELETE_ELEM(3), KTIME_GET_NS(5), GET_SMP_PROCESSOR_ID(8), TAIL_CALL(12),
    GET_CURRENT_PID_TGID(14), GET_CURRENT_TASK(35), PROBE_READ_USER(112), PROBE_READ_KERNEL(113),
    PROBE_READ_USER_STR(114), PROBE_READ_KERNEL_STR(115), RINGBUF_OUTPUT(130);

    private final int number;

    HelperFunction(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
