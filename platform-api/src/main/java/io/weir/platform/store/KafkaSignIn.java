package io.weir.platform.store;

import static io.weir.support.broker.BrokerSecurity.MECHANISM;
import static io.weir.support.broker.BrokerSecurity.MECHANISMS;
import static io.weir.support.broker.BrokerSecurity.OAUTHBEARER;
import static io.weir.support.broker.BrokerSecurity.PASSWORD;
import static io.weir.support.broker.BrokerSecurity.PROTOCOL;
import static io.weir.support.broker.BrokerSecurity.PROTOCOLS;
import static io.weir.support.broker.BrokerSecurity.SCOPE;
import static io.weir.support.broker.BrokerSecurity.TOKEN_ENDPOINT;
import static io.weir.support.broker.BrokerSecurity.USERNAME;

import io.weir.support.broker.BrokerSecurity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads how to sign in at a broker. What belongs to signing in is refused where nobody does: it would be thought to count. */
final class KafkaSignIn {

    /** A variable or a file of the workers is no such thing: a store could have any of them sent to any broker. */
    static final String SECRET = "secret:[A-Za-z0-9][A-Za-z0-9_.-]{0,127}";

    static final String SECRET_RULE = "secret:NAME, the secret that the platform keeps it as; never the text itself";

    private static final String ENDPOINT =
            "https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[1-9][0-9]{0,4})?/[A-Za-z0-9._~/-]*";
    private static final String ENDPOINT_RULE =
            "as in https://login.example.com/oauth2/token, without user and query; for Event Hubs"
                    + " https://login.microsoftonline.com/TENANT/oauth2/v2.0/token";

    private KafkaSignIn() {}

    static Map<String, String> read(StoreProperties properties) {
        Map<String, String> found = new TreeMap<>();
        String protocol = oneOf(properties, PROTOCOL, PROTOCOLS, found);
        if (BrokerSecurity.signsIn(protocol)) {
            tokens(properties, oneOf(properties, MECHANISM, MECHANISMS, found), found);
            found.put(
                    USERNAME,
                    properties.required(
                            USERNAME,
                            "[^\\x00-\\x1f]{1,256}",
                            "who signs in; for the Kafka endpoint of Event" + " Hubs $ConnectionString"));
            found.put(PASSWORD, properties.requiredUnrepeated(PASSWORD, SECRET, SECRET_RULE));
        } else {
            List.of(MECHANISM, USERNAME, PASSWORD, TOKEN_ENDPOINT, SCOPE)
                    .forEach(
                            name -> properties.refuse(name, "is only for " + PROTOCOL + " SASL_SSL or SASL_PLAINTEXT"));
        }
        return found;
    }

    private static void tokens(StoreProperties properties, String mechanism, Map<String, String> found) {
        if (mechanism.equals(OAUTHBEARER)) {
            found.put(TOKEN_ENDPOINT, properties.required(TOKEN_ENDPOINT, ENDPOINT, ENDPOINT_RULE));
            properties
                    .optional(SCOPE, "[\\x21-\\x7e]+( [\\x21-\\x7e]+)*", "scopes, separated by a space; or nothing")
                    .ifPresent(scope -> found.put(SCOPE, scope));
        } else {
            List.of(TOKEN_ENDPOINT, SCOPE)
                    .forEach(name -> properties.refuse(name, "is only for " + MECHANISM + " " + OAUTHBEARER));
        }
    }

    /** The first where none is named. */
    private static String oneOf(
            StoreProperties properties, String name, List<String> allowed, Map<String, String> found) {
        String text = properties
                .optional(name, String.join("|", allowed), "one of " + String.join(", ", allowed))
                .orElse(allowed.get(0));
        found.put(name, text);
        return text;
    }
}
