package io.weir.platform.ticket;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A platform whose events are listened to. */
@ExtendWith(SignedInPlatform.class)
abstract class Listening {

    static final String TICKETS = "/api/v1/events/stream-tickets";
    static final String STREAM = "/api/v1/events/stream";

    static SignedInPlatform.Running running;
    static TestPlatform platform;

    @BeforeAll
    static void find(SignedInPlatform.Running shared) {
        running = shared;
        platform = shared.platform();
    }

    @AfterEach
    void answerAgain() {
        platform.lineage.on(STREAM, SignedInPlatform::echo);
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    static JsonNode made(String path, String body) {
        HttpResponse<String> answer = platform.post(path, body, bearer(running.admin()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    /** A new token for reading. */
    static String token(String name, String more) {
        String body = "{\"name\":\"%s\",\"scope\":\"READ\"%s}".formatted(name, more);
        return made("/api/v1/tokens", body).path("token").asString();
    }

    /** The address at which the bearer of a token may listen. */
    static String address(String token) {
        HttpResponse<String> answer = platform.post(TICKETS, "", bearer(token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("url").asString();
    }
}
