package io.weir.support.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a store of kind KAFKA says of how to connect, as settings of any client of Kafka. Only where its password is kept is in
 * the store.
 */
public final class BrokerSecurity {

    /** Whether connections are encrypted, and whether somebody signs in: one of {@link #PROTOCOLS}, the first unless it is there. */
    public static final String PROTOCOL = "securityProtocol";

    /** How to sign in: one of {@link #MECHANISMS}, the first unless it is there. */
    public static final String MECHANISM = "saslMechanism";

    public static final String USERNAME = "username";

    /** The name of a secret, after {@code secret:}. */
    public static final String PASSWORD = "password";

    public static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

    public static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    private static final String LOGIN = "org.apache.kafka.common.security.";

    private BrokerSecurity() {}

    /** Whether somebody signs in with a protocol. */
    public static boolean signsIn(String protocol) {
        return protocol.startsWith("SASL_");
    }

    /**
     * The settings.
     *
     * @param properties of the store
     * @param passwords tells the password that is kept where a text says; only asked where one is needed
     */
    public static Map<String, Object> settings(Map<String, String> properties, UnaryOperator<String> passwords) {
        String protocol = properties.getOrDefault(PROTOCOL, PROTOCOLS.get(0));
        Map<String, Object> settings = new HashMap<>();
        settings.put("security.protocol", protocol);
        if (signsIn(protocol)) {
            String mechanism = properties.getOrDefault(MECHANISM, MECHANISMS.get(0));
            String login = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            settings.put("sasl.mechanism", mechanism);
            settings.put(
                    "sasl.jaas.config",
                    LOGIN + login + " required username=" + quoted(properties.getOrDefault(USERNAME, "")) + " password="
                            + quoted(passwords.apply(properties.getOrDefault(PASSWORD, ""))) + ";");
        }
        return settings;
    }

    /** As texts stand in such a line: nobody gets out of the quotes. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return '"' + escaped + '"';
    }
}
