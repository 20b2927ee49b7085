package io.weir.support.broker;

import java.util.Arrays;
import java.util.List;

/**
 * Kafka asks no endpoint for tokens that the process does not allow by name. Which ones may be asked is for the rules of
 * outbound connections to say, before a client is opened; here Kafka is told what it then is to ask.
 */
final class TokenEndpoints {

    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private TokenEndpoints() {}

    static synchronized void allow(String url) {
        String before = System.getProperty(ALLOWED, "");
        List<String> known = Arrays.asList(before.split(","));
        if (!known.contains(url)) {
            System.setProperty(ALLOWED, before.isEmpty() ? url : before + "," + url);
        }
    }
}
