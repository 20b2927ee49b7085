package io.weir.support.broker;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Who signs in; with OAUTHBEARER the id of the client that asks for tokens. */
    public static final String USERNAME = "username";

    /** The name of a secret, after {@code secret:}; with OAUTHBEARER it is the client's. */
    public static final String PASSWORD = "password";

    /** Where OAUTHBEARER asks for tokens. */
    public static final String TOKEN_ENDPOINT = "tokenEndpoint";

    /** What OAUTHBEARER asks a token for; nothing where it is not there. */
    public static final String SCOPE = "scope";

    /** Signs in with a token that is asked for at {@link #TOKEN_ENDPOINT}. */
    public static final String OAUTHBEARER = "OAUTHBEARER";

    public static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

    public static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", OAUTHBEARER);

    private static final String LOGIN = "org.apache.kafka.common.security.";

    private static final int TOKEN_MILLIS = 4_000;
    private static final long TOKEN_RETRY_MILLIS = 1_000;

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
        if (protocol.endsWith("SSL")) {
            settings.put("ssl.engine.factory.class", ProcessTrust.class);
        }
        if (signsIn(protocol)) {
            String mechanism = properties.getOrDefault(MECHANISM, MECHANISMS.get(0));
            String username = properties.getOrDefault(USERNAME, "");
            String password = passwords.apply(properties.getOrDefault(PASSWORD, ""));
            settings.put("sasl.mechanism", mechanism);
            settings.putAll(
                    mechanism.equals(OAUTHBEARER)
                            ? tokens(properties, username, password)
                            : Map.of("sasl.jaas.config", login(mechanism, username, password)));
        }
        return settings;
    }

    /** The host that tokens are asked for at, if they are. */
    public static Optional<String> tokenHost(Map<String, String> properties) {
        return Optional.ofNullable(properties.get(TOKEN_ENDPOINT))
                .map(URI::create)
                .map(URI::getHost);
    }

    private static String login(String mechanism, String username, String password) {
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return LOGIN + module + " required username=" + quoted(username) + " password=" + quoted(password) + ";";
    }

    /** Kafka's own client credentials. Who opens a client waits for them, so an endpoint is not waited for long. */
    private static Map<String, Object> tokens(Map<String, String> properties, String client, String secret) {
        String endpoint = properties.getOrDefault(TOKEN_ENDPOINT, "");
        TokenEndpoints.allow(endpoint);
        Map<String, Object> settings = new HashMap<>();
        settings.put("sasl.jaas.config", LOGIN + "oauthbearer.OAuthBearerLoginModule required;");
        settings.put("sasl.login.callback.handler.class", LOGIN + "oauthbearer.OAuthBearerLoginCallbackHandler");
        settings.put("sasl.oauthbearer.jwt.validator.class", LOGIN + "oauthbearer.ClientJwtValidator");
        settings.put("sasl.oauthbearer.token.endpoint.url", endpoint);
        settings.put("sasl.oauthbearer.client.credentials.client.id", client);
        settings.put("sasl.oauthbearer.client.credentials.client.secret", secret);
        Optional.ofNullable(properties.get(SCOPE)).ifPresent(scope -> settings.put("sasl.oauthbearer.scope", scope));
        settings.put("sasl.login.connect.timeout.ms", TOKEN_MILLIS);
        settings.put("sasl.login.read.timeout.ms", TOKEN_MILLIS);
        settings.put("sasl.login.retry.backoff.max.ms", TOKEN_RETRY_MILLIS);
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
