package io.weir.eventhubs.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** What the emulator answers to requests of one connection. Clients look at the exact classes of the values. */
final class Answers {

    private static final int ACCEPTED = 202;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private static final Map<Integer, String> CONDITIONS =
            Map.of(UNAUTHORIZED, "amqp:unauthorized-access", NOT_FOUND, "amqp:not-found");
    private static final Map<Integer, String> DESCRIPTIONS =
            Map.of(UNAUTHORIZED, "no token that opens this namespace", NOT_FOUND, "there is no such hub");

    private final EventHubsEmulator emulator;
    private boolean signedIn;

    Answers(EventHubsEmulator emulator) {
        this.emulator = emulator;
    }

    Message to(Message request) {
        Map<String, Object> properties = request.getApplicationProperties().getValue();
        if ("put-token".equals(properties.get("operation"))) {
            signedIn = brings(request);
            return answer(request, signedIn ? ACCEPTED : UNAUTHORIZED, Map.of());
        }
        if (!emulator.opens(properties.get("security_token"))) {
            return answer(request, UNAUTHORIZED, Map.of());
        }
        EmulatedHub hub = emulator.find(String.valueOf(properties.get("name")));
        if (hub == null) {
            return answer(request, NOT_FOUND, Map.of());
        }
        @Nullable Object partition = properties.get("partition");
        return answer(request, OK, partition == null ? hub(hub) : partition(hub, partition.toString()));
    }

    /** Whether the connection has brought what opens the namespace. Questions bring it each time. */
    boolean isAdmitted() {
        return signedIn || !emulator.asksForTokens();
    }

    private boolean brings(Message request) {
        boolean token =
                "jwt".equals(request.getApplicationProperties().getValue().get("type"));
        return (token || !emulator.asksForTokens())
                && request.getBody() instanceof AmqpValue body
                && emulator.admits(body.getValue());
    }

    private static Map<String, Object> hub(EmulatedHub hub) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", hub.name());
        body.put("created_at", Messages.date(hub.created()));
        body.put("partition_count", hub.size());
        body.put(
                "partition_ids",
                IntStream.range(0, hub.size()).mapToObj(Integer::toString).toArray(String[]::new));
        return body;
    }

    private static Map<String, Object> partition(EmulatedHub hub, String number) {
        EmulatedPartition partition = hub.partition(Integer.parseInt(number));
        long last = partition.last();
        Map<String, Object> body = new HashMap<>();
        body.put("name", hub.name());
        body.put("partition", number);
        body.put("begin_sequence_number", partition.begin());
        body.put("last_enqueued_sequence_number", last);
        body.put("last_enqueued_offset", Long.toString(last * 64));
        body.put("last_enqueued_time_utc", Messages.date(partition.enqueued(last)));
        body.put("is_partition_empty", last < partition.begin());
        return body;
    }

    private static Message answer(Message request, int status, Map<String, Object> body) {
        Message answer = Message.Factory.create();
        answer.setCorrelationId(request.getMessageId());
        Map<String, Object> properties = new HashMap<>();
        properties.put("status-code", status);
        properties.put("status-description", DESCRIPTIONS.getOrDefault(status, "OK"));
        Optional.ofNullable(CONDITIONS.get(status))
                .ifPresent(condition -> properties.put("error-condition", condition));
        answer.setApplicationProperties(new ApplicationProperties(properties));
        answer.setBody(new AmqpValue(body));
        return answer;
    }
}
