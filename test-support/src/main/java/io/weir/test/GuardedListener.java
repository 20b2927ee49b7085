package io.weir.test;

import java.util.Map;

/**
 * A second port of a broker of tests, where who comes signs in with a password; the first asks nobody.
 *
 * @param username the only one that there is
 */
public record GuardedListener(int port, String username, String password) {

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    public String address() {
        return "localhost:" + port;
    }

    /** What the broker is to be told before it starts. */
    public Map<String, String> settings() {
        String escaped = password.replace("\\", "\\\\").replace("\"", "\\\"");
        return Map.of(
                "listeners",
                "EXTERNAL://localhost:0,CONTROLLER://localhost:0,SASL://" + address(),
                "listener.security.protocol.map",
                "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.sasl.plain.sasl.jaas.config",
                PLAIN + " user_" + username + "=\"" + escaped + "\";");
    }
}
