package io.weir.standalone.chat;

import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.Variables;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads where an endpoint of chat completions is. A token goes over TLS, or does not leave the machine. */
public final class ChatAddress {

    private static final Pattern ADDRESS =
            Pattern.compile("https://[^/?#@]+(/[^?#]*)?|http://(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?(/[^?#]*)?");

    private static final String ALLOWED = "https://HOST/PATH, or http://localhost:PORT/PATH";
    private static final String COMPLETIONS = "/chat/completions";
    private static final URI NOWHERE = URI.create("https://localhost" + COMPLETIONS);

    private ChatAddress() {}

    /** The address below which {@code /chat/completions} is, or that address itself; a fault if it is none. */
    public static URI of(Variables variables, String name, String endpoint) {
        String base = endpoint.replaceAll("/+$", "");
        try {
            if (ADDRESS.matcher(endpoint.toLowerCase(Locale.ROOT)).matches()) {
                return URI.create(base.endsWith(COMPLETIONS) ? base : base + COMPLETIONS);
            }
            variables.add(fault(name, endpoint));
        } catch (IllegalArgumentException malformed) {
            variables.add(fault(name, endpoint));
        }
        return NOWHERE;
    }

    /** What stands before an at sign may be a password. */
    private static Fault fault(String name, String endpoint) {
        return endpoint.contains("@")
                ? Fault.ofSecret(name, "names a user", ALLOWED)
                : Fault.of(name, endpoint, ALLOWED);
    }
}
