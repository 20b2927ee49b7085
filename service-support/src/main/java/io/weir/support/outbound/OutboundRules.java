package io.weir.support.outbound;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMask;
import org.jspecify.annotations.Nullable;

/**
 * Keeps addresses that users name from leading into networks that only the platform can reach, such as its own host or the
 * one that clouds tell machines their credentials by. What stands for itself is refused when it is written down, names when
 * they are connected to, by the address that they have then.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">networks that are not public</a>
 */
public final class OutboundRules {

    private static final List<NetMask> NOT_PUBLIC = List.of(
            new NetMask("0.0.0.0/8"),
            new NetMask("100.64.0.0/10"),
            // By which Azure tells each machine of its own, with certificates: public by its number alone.
            new NetMask("168.63.129.16/32"),
            new NetMask("192.0.0.0/24"),
            new NetMask("198.18.0.0/15"),
            new NetMask("240.0.0.0/4"),
            new NetMask("::/96"),
            new NetMask("64:ff9b::/96"),
            new NetMask("64:ff9b:1::/48"),
            new NetMask("2002::/16"),
            new NetMask("fc00::/7"));

    /** What is an address, however it is written, or always this host: no name server is asked for it. */
    private static final Pattern STANDS_FOR_ITSELF = Pattern.compile("[0-9.]+|0x.*|.*:.*|(.*\\.)?localhost\\.?");

    private static final String ALLOWED = "a public address, or what weir.outbound.allowed has";

    private final List<String> names = new ArrayList<>();
    private final List<NetMask> networks = new ArrayList<>();

    /**
     * @param allowed as in {@code weir.outbound.allowed}
     * @throws IllegalArgumentException naming the entry that is none
     */
    public OutboundRules(List<String> allowed) {
        for (String entry : allowed) {
            String trimmed = entry.strip().toLowerCase(Locale.ROOT);
            if (trimmed.contains("/") || trimmed.contains(":") || trimmed.matches("[0-9.]+")) {
                networks.add(network(trimmed));
            } else if (trimmed.matches("(\\*\\.)?[a-z0-9_.-]+")) {
                names.add(trimmed);
            } else if (!trimmed.isEmpty()) {
                throw wrong(entry, null);
            }
        }
    }

    private static NetMask network(String entry) {
        try {
            return new NetMask(entry);
        } catch (IllegalArgumentException none) {
            throw wrong(entry, none);
        }
    }

    private static IllegalArgumentException wrong(String entry, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "weir.outbound.allowed: '" + entry + "' is neither a host, nor an address, nor a network as 10.0.0.0/8",
                cause);
    }

    /**
     * Checks a host that is written down to be connected to later, without asking a name server.
     *
     * @throws ProblemException that names the field
     */
    public void check(String field, String host) {
        if (STANDS_FOR_ITSELF.matcher(host.toLowerCase(Locale.ROOT)).matches() && leadsInside(host)) {
            throw ProblemException.invalid(field, "leads into a network that is not public", host, ALLOWED);
        }
    }

    /**
     * Checks a host that is about to be connected to, by the addresses that it has now. One that has none is let pass:
     * connecting says it better.
     *
     * @throws ProblemException {@link CommonProblem#ADDRESS_REFUSED}
     */
    public void require(String host) {
        if (leadsInside(host)) {
            throw new ProblemException(
                    CommonProblem.ADDRESS_REFUSED,
                    "'" + host + "' leads into a network that is not public; allowed is " + ALLOWED);
        }
    }

    private boolean leadsInside(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (names.stream().anyMatch(allowed -> isOf(name, allowed))) {
            return false;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isInside(address) && networks.stream().noneMatch(network -> network.matches(address))) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static boolean isOf(String name, String allowed) {
        return allowed.startsWith("*.") ? name.endsWith(allowed.substring(1)) : name.equals(allowed);
    }

    private static boolean isInside(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || NOT_PUBLIC.stream().anyMatch(network -> network.matches(address));
    }
}
