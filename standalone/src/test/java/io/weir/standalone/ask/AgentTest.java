package io.weir.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.standalone.cli.Refusal;
import io.weir.standalone.configuration.SecretText;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a question is asked again, and when not. */
class AgentTest {

    private static final String TOKEN = "dapi-nobody-sees";
    private static final List<Message> QUESTION = List.of(Message.question("why?"));

    private final List<Duration> pauses = new ArrayList<>();
    private AgentServer server;

    @BeforeEach
    void start() throws IOException {
        server = new AgentServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatPassesIsAskedAgainAfterPausesThatGrowOrThatTheEndpointWants() {
        server.replies(503, "").replies(500, "").asksToWait(429, "30").answers("\"because\"");

        assertThat(agent(3, Duration.ofMinutes(1)).ask(QUESTION, Map.of()).answer())
                .isEqualTo("because");

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(30));
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void whatDoesNotPassIsAskedOnceAndNeverRepeatsTheToken() {
        server.replies(401, "{\"error\":{\"message\":\"no such token: " + TOKEN + "\"}}");

        refuses(3, "HTTP 401, which refuses DATABRICKS_TOKEN: no such token: ********");
        assertThat(server.asked).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anAnswerThatRepeatsTheTokenDoesNotShowIt() {
        server.answers("\"you are " + TOKEN + "\"");

        assertThat(agent(0, Duration.ofMinutes(1)).ask(QUESTION, Map.of()).answer())
                .isEqualTo("you are ********");
    }

    @Test
    void itGivesUpAfterAsManyAsItMay() {
        server.replies(503, "{\"message\":\"asleep\"}");
        refuses(2, "HTTP 503: asleep; asked 3 times");
    }

    @Test
    void whoWantsHoursIsNotWaitedFor() {
        server.asksToWait(429, "7200");

        refuses(2, "HTTP 429: {}; it asks to be left alone for 7200 s");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whoWantsToBeLeftAloneUntilADateIsUnderstood() {
        ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusHours(2);
        server.asksToWait(429, DateTimeFormatter.RFC_1123_DATE_TIME.format(later));

        assertThatThrownBy(() -> agent(2, Duration.ofMinutes(1)).ask(QUESTION, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("it asks to be left alone for");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whoDoesNotAnswerInTimeIsAskedAgain() {
        server.isSilent();

        assertThatThrownBy(() -> agent(1, Duration.ofMillis(300)).ask(QUESTION, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage("the endpoint did not answer within 0.3 s (AGENTBRICKS_TIMEOUT); asked 2 times");
    }

    @Test
    void anAnswerThatIsNoneIsSaidToBe() {
        server.replies(200, "<html>");
        refuses(2, "no chat completion; allowed: JSON");
        assertThat(server.asked).hasSize(1);
    }

    private void refuses(int retries, String reason) {
        assertThatThrownBy(() -> agent(retries, Duration.ofMinutes(1)).ask(QUESTION, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(TOKEN);
    }

    private Agent agent(int retries, Duration timeout) {
        URI completions = URI.create(server.address() + "/chat/completions");
        return new Agent(
                new AgentSettings(new SecretText(TOKEN), completions, "m", retries, Duration.ofSeconds(1), timeout),
                pauses::add);
    }
}
