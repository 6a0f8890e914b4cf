package io.roarbench.environment;

import java.util.List;

/**
 * What this process may do.
 *
 * @param root whether its effective user is root
 * @param capabilities effective ones, as capabilities(7) names them, e.g. {@code CAP_BPF}; those that the kernel knows
 *        and the list does not, by number, e.g. {@code CAP_41}
 * @param seccomp {@code none}, {@code strict} or {@code filter}: whether system calls are filtered, as container
 *        runtimes do
 */
public record Privileges(Flag root, List<String> capabilities, String seccomp) {

    public Privileges {
        capabilities = List.copyOf(capabilities);
    }
}
