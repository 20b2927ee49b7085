package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.deployment.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A dashboard or an alert that asks for a metric that nobody has is empty, or silent, for ever. */
@ExtendWith(SharedPlatform.class)
class MetricsIT {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private final SharedPlatform.Addresses platform;

    MetricsIT(SharedPlatform.Addresses platform) {
        this.platform = platform;
    }

    @Test
    void everyQueryNamesMetricsAndLabelsThatAreThere() throws Exception {
        startPipeline();
        collectGarbage();
        // What is counted after the fact, as of a pipeline's lag or a mirror's version, is there a moment later.
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Map<String, Set<String>> found = scrape();
            assertThat(missing(found)).as("not among " + found.keySet()).isEmpty();
        });
    }

    private static Map<String, String> missing(Map<String, Set<String>> found) throws IOException {
        Map<String, String> missing = new TreeMap<>();
        Queries.all().forEach((where, query) -> Queries.metrics(query).forEach((metric, labels) -> {
            if (!found.getOrDefault(metric, Set.of()).containsAll(labels) || !found.containsKey(metric)) {
                missing.put(where, metric + labels);
            }
        }));
        return missing;
    }

    /** The services share one log here, and a list of listeners that breaks when two of them add to it as they start. */
    @Test
    void oneServiceAloneCountsTheLinesOfTheLog() throws Exception {
        int counting = 0;
        for (int service = 0; service < 4; service++) {
            counting += scrape(service).contains("\nlogback_events_total") ? 1 : 0;
        }
        assertThat(counting).isEqualTo(1);
    }

    /** There are no figures on collections before the first one. */
    private void collectGarbage() throws IOException, InterruptedException {
        String process = Files.readString(platform.dataDir().resolve("weir.lock"));
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        assertThat(new ProcessBuilder(jcmd.toString(), process.strip(), "GC.run")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private void startPipeline() throws IOException, InterruptedException {
        int kafka = platform.port() + 4;
        post("/stores", """
                {"name": "metrics", "kind": "KAFKA", "properties": {"bootstrapServers": "127.0.0.1:%d"}}""".formatted(kafka));
        post("/stores", """
                {"name": "metrics-lake", "kind": "DUCKDB", "properties": {"path": "metrics.duckdb"}}""");
        post("/stores/metrics/topics", "{\"name\": \"metrics\", \"partitions\": 1}");
        post("/pipelines", """
                {"name": "metrics", "source": {"store": "metrics", "topic": "metrics"},
                 "target": {"warehouse": {"store": "metrics-lake", "table": "metrics"}}}""");
        post("/pipelines/metrics/start", "");
        post("/tables", """
                {"name": "metrics", "schema": {"type": "struct", "fields":
                 [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""");
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        var answer = Http.call("POST", platform.gateway() + "/api/v1" + path, "application/json", body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
    }

    /** Every metric of the four services, with all labels that any of its samples has. */
    private Map<String, Set<String>> scrape() throws IOException, InterruptedException {
        Map<String, Set<String>> metrics = new HashMap<>();
        for (int service = 0; service < 4; service++) {
            for (Matcher sample = SAMPLE.matcher(scrape(service)); sample.find(); ) {
                Set<String> labels = metrics.computeIfAbsent(sample.group(1), name -> new HashSet<>());
                for (Matcher label = LABEL.matcher(String.valueOf(sample.group(2))); label.find(); ) {
                    labels.add(label.group(1));
                }
            }
        }
        return metrics;
    }

    private String scrape(int service) throws IOException, InterruptedException {
        return Http.get(platform.service(service) + "/actuator/prometheus").body();
    }
}
