package io.roarbench.environment;

/**
 * Virtual machine and container, each only as far as the system itself shows it.
 *
 * @param virtualMachine whether this runs on a hypervisor
 * @param hypervisor e.g. {@code KVM}, {@code Xen}, {@code Hyper-V}
 * @param machine what the virtual machine calls itself, e.g. {@code Firecracker}, {@code QEMU}, {@code Amazon EC2}
 * @param container {@code none}, or e.g. {@code docker}, {@code podman}, {@code kubernetes}; {@code unnamed} if the
 *        namespaces are not the initial ones and nothing says whose they are
 */
public record Virtualization(Flag virtualMachine, String hypervisor, String machine, String container) {
}
