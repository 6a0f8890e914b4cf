package io.roarbench.environment;

/**
 * The kernel and the distribution.
 *
 * @param name e.g. {@code Linux}
 * @param release e.g. {@code 6.1.0-18-amd64}
 * @param distribution name from os-release, e.g. {@code Debian GNU/Linux}
 * @param distributionVersion from os-release, e.g. {@code 12}
 * @param uptimeSeconds since boot
 * @param clockSource what the kernel tells time by, e.g. {@code tsc}
 * @param perfEventParanoid kernel.perf_event_paranoid as text, as its -1 means "all may", e.g. {@code 2}
 * @param unprivilegedBpfDisabled kernel.unprivileged_bpf_disabled: 0 all may use bpf(2), 1 and 2 only the privileged
 */
public record Kernel(
        String name,
        String release,
        String distribution,
        String distributionVersion,
        double uptimeSeconds,
        String clockSource,
        String perfEventParanoid,
        int unprivilegedBpfDisabled) {
}
