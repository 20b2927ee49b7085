package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who is killed before he had the time that he allows himself has cut somebody off. */
class GracePeriodsTest {

    @Test
    void allOfThemLeaveAServiceItsTime() throws IOException {
        Duration longest = longestStop();
        String pod = read("helm/weir/templates/_helpers.tpl");
        Duration whole = seconds(pod, "terminationGracePeriodSeconds: (\\d+)");
        Duration before = seconds(pod, "preStop: \\{sleep: \\{seconds: (\\d+)");
        assertThat(whole.minus(before)).as("of a pod").isGreaterThan(longest);
        assertThat(seconds(read("docker-compose.yml"), "stop_grace_period: (\\d+)s"))
                .as("of a container")
                .isGreaterThan(longest);
    }

    /** Pipelines hand over, messages leave, then calls are answered: one after the other. */
    private static Duration longestStop() throws IOException {
        Duration pipelines = seconds(
                read("ingest-worker/src/main/java/io/weir/ingest/worker/PipelineWorkers.java"),
                "HAND_OVER = Duration.ofSeconds\\((\\d+)\\)");
        Duration messages = seconds(
                read("service-support/src/main/java/io/weir/support/outbox/OutboxWorkers.java"),
                "GRACE = Duration.ofSeconds\\((\\d+)\\)");
        Duration calls = seconds(
                read("service-support/src/main/java/io/weir/support/defaults/SharedDefaults.java"),
                "timeout-per-shutdown-phase\", \"(\\d+)s\"");
        return pipelines.plus(messages).plus(calls);
    }

    private static Duration seconds(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return Duration.ofSeconds(Long.parseLong(found.group(1)));
    }

    private static String read(String path) throws IOException {
        return Files.readString(Compose.home().resolve(path));
    }
}
