package io.weir.ingest.source.kafka;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceSecrets;
import io.weir.support.broker.BrokerSecurity;
import io.weir.support.broker.LoginFailure;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

/** How clients of a store's broker connect, and as whom. The password is read anew for each, so that it can be exchanged. */
record KafkaSignIn(SourceSecrets secrets) {

    /**
     * Where the broker is, and how to sign in there: settings of any client.
     *
     * @throws SourceException if the password cannot be had
     */
    Map<String, Object> settings(SourceRequest request) {
        Map<String, Object> settings = new HashMap<>(BrokerSecurity.settings(
                request.broker().properties(), reference -> secrets.readKept(reference, "the password of a broker")));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, request.brokers());
        return settings;
    }

    /** What a request is about: a topic, or all of them. */
    static String named(SourceRequest request) {
        return request.topic().isEmpty() ? "the list of topics" : "topic " + request.topic();
    }

    /** Says in a line what is in the way. */
    static String obstacle(SourceRequest request, KafkaException failed) {
        String topic = named(request);
        String user = request.broker().properties().getOrDefault(BrokerSecurity.USERNAME, "us");
        if (failed instanceof AuthenticationException) {
            return topic + ": the broker at " + request.brokers() + " does not let " + user + " in: "
                    + failed.getMessage();
        }
        return LoginFailure.of(failed)
                .map(login -> topic + ": " + user + " cannot sign in at " + request.brokers() + ": " + login.why())
                .orElseGet(() -> topic + " at " + request.brokers() + " does not answer: " + failed.getMessage());
    }
}
