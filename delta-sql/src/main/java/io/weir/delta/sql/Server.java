package io.weir.delta.sql;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part {@code [USER[:PASSWORD]@]HOST[:PORT]} of an address. */
record Server(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    static final Server LOCAL = new Server("localhost", PostgresAddress.DEFAULT_PORT, null, null);

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final int LAST_PORT = 65_535;

    static Server parse(String text, Environment environment) {
        int at = text.lastIndexOf('@');
        String credentials = at < 0 ? "" : text.substring(0, at);
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? credentials : credentials.substring(0, colon);
        String place = text.substring(at + 1);
        int port = place.indexOf(':', place.lastIndexOf(']') + 1);
        return new Server(
                host(port < 0 ? place : place.substring(0, port), environment),
                port < 0 ? PostgresAddress.DEFAULT_PORT : port(place.substring(port + 1), environment),
                at < 0 ? null : AddressText.read("user", user, environment),
                colon < 0 ? null : AddressText.read("password", credentials.substring(colon + 1), environment));
    }

    private static String host(String raw, Environment environment) {
        String host = AddressText.read("host", raw, environment);
        if (!HOST.matcher(host).matches()) {
            throw new InvalidAddressException("host", "is no name of a host", raw, "letters, digits, . - _, or [IPv6]");
        }
        return host;
    }

    private static int port(String raw, Environment environment) {
        String port = AddressText.read("port", raw, environment);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > LAST_PORT) {
            throw new InvalidAddressException("port", "is no port", raw, "1 to " + LAST_PORT);
        }
        return Integer.parseInt(port);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
