package io.roarbench.environment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What machine this is, at the moment it was read. Holds no host name, user name, environment variable or command line.
 *
 * @param cpu the processor
 * @param memory main memory and swap
 * @param kernel the kernel, its settings that matter to tracers, and the distribution
 * @param virtualization virtual machine and container
 * @param load what else ran
 * @param storage the file system and disk of each measured path, in the order asked for
 * @param java the Java runtime that measures
 * @param privileges what this process may do
 * @param libraries version by library name
 */
public record Environment(
        Cpu cpu,
        Memory memory,
        Kernel kernel,
        Virtualization virtualization,
        Load load,
        List<Storage> storage,
        JavaRuntime java,
        Privileges privileges,
        Map<String, String> libraries) {

    public Environment {
        storage = List.copyOf(storage);
        libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
    }
}
