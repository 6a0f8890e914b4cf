package io.roarbench.environment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor, as this system sees it: in a virtual machine, what the hypervisor shows.
 *
 * @param model e.g. {@code AMD EPYC 7763 64-Core Processor}; on ARM the core's name, e.g. {@code Neoverse-N1}
 * @param vendor e.g. {@code AuthenticAMD}, {@code GenuineIntel}, {@code ARM}
 * @param architecture e.g. {@code x86_64}, {@code aarch64}
 * @param logicalCpus CPUs that are online
 * @param physicalCores cores that these belong to
 * @param sockets packages that these belong to
 * @param smt whether cores run several threads at once (simultaneous multithreading)
 * @param features of the instruction set, those that hashing and encryption profit by, in the kernel's spelling; a
 *        processor whose features were read has at least {@code sse2} or {@code asimd}
 * @param caches sizes
 * @param frequency clock rates and how they are governed
 * @param vulnerabilities the kernel's one-line state by vulnerability; mitigations make system calls dearer
 */
public record Cpu(
        String model,
        String vendor,
        String architecture,
        int logicalCpus,
        int physicalCores,
        int sockets,
        Flag smt,
        List<String> features,
        Caches caches,
        Frequency frequency,
        Map<String, String> vulnerabilities) {

    public Cpu {
        features = List.copyOf(features);
        vulnerabilities = Collections.unmodifiableMap(new TreeMap<>(vulnerabilities));
    }
}
