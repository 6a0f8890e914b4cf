package io.roarbench.proxy.tls;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Names and addresses that a server can be asked for by. */
final class ServerNames {

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private ServerNames() {
    }

    static boolean isAddress(String name) {
        return NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
    }

    /** A name as DNS and certificates have it (RFC 1035 §2.3.1), lower case. */
    static boolean isHost(String name) {
        return name.length() <= 253 && name.matches(LABEL + "(\\." + LABEL + ")*");
    }

    /** @throws IllegalArgumentException if one is neither a host name nor an address */
    static Set<String> checked(Collection<String> names) {
        Set<String> checked = new LinkedHashSet<>();
        for (String name : names) {
            String plain = name.toLowerCase(Locale.ROOT);
            if (!isAddress(plain) && !isHost(plain)) {
                throw new IllegalArgumentException("'" + name + "' is no host name and no address");
            }
            checked.add(plain);
        }
        return checked;
    }

    /** What every proxy of this machine can be called, with buckets as hosts. */
    static Set<String> local() {
        return new LinkedHashSet<>(java.util.List.of("localhost", "*.localhost", "127.0.0.1", "::1"));
    }

    /** The address itself, unless it stands for all. */
    static Set<String> of(InetSocketAddress listen) {
        InetAddress address = listen.getAddress();
        return address == null || address.isAnyLocalAddress() ? Set.of()
                : Set.of(address.getHostAddress().replaceFirst("%.*", ""));
    }
}
