package io.weir.support.tls;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Stores of objects are reached by TLS: who listens on the way reads tables, and takes keys from calls that are signed with them. */
final class PlainStores {

    private static final List<String> ENDPOINTS = List.of(
            "weir.metadata.s3.endpoint",
            "weir.metadata.azure.endpoint",
            "weir.metadata.google.endpoint",
            "weir.lineage.objects.s3.endpoint");

    private PlainStores() {}

    /** @throws IllegalStateException if an endpoint is called without TLS, is not this machine and is not named */
    static void check(Environment environment) {
        Set<String> allowed = Set.copyOf(Binder.get(environment)
                .bind("weir.tls.plain-stores", String[].class)
                .map(List::of)
                .orElse(List.of()));
        for (String name : ENDPOINTS) {
            URI endpoint = Binder.get(environment).bind(name, URI.class).orElse(null);
            if (endpoint != null
                    && "http".equalsIgnoreCase(endpoint.getScheme())
                    && !allowed.contains(String.valueOf(endpoint.getHost()))
                    && !isHere(String.valueOf(endpoint.getHost()))) {
                throw new IllegalStateException(
                        name + " is " + endpoint + ", which is not encrypted: use https, or name " + endpoint.getHost()
                                + " in weir.tls.plain-stores");
            }
        }
    }

    private static boolean isHere(String host) {
        try {
            return host.equals("localhost")
                    || (isNumber(host) && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    /** Names are not looked up: what they lead to now says nothing of later. */
    private static boolean isNumber(String host) {
        return host.matches("[0-9.]+|\\[.*]");
    }
}
