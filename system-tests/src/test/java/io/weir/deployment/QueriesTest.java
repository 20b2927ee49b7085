package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueriesTest {

    @Test
    void findsMetricsAndLabelsAmongFunctionsAndWords() {
        assertThat(Queries.metrics("sum by (service) (rate(calls_total{status=~\"5..\", method!=\"GET\"}[5m]))"
                        + " / on (service) max(pool_size) > 0.5 and up{job=\"a\"} == 0"))
                .isEqualTo(
                        Map.of("calls_total", Set.of("service", "status", "method"), "pool_size", Set.of("service")));
    }

    /** An alert without a page leaves the one whom it wakes alone. */
    @Test
    void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
        List<String> pages = Files.readAllLines(Compose.home().resolve("docs/operations/alerts.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        List<String> alerts = Queries.rules().stream()
                .map(rule -> rule.get("alert").toString())
                .toList();
        assertThat(pages).isEqualTo(alerts);
        assertThat(Queries.rules()).allSatisfy(rule -> {
            assertThat(Compose.map(rule.get("annotations")).get("runbook"))
                    .isEqualTo("docs/operations/alerts.md#"
                            + rule.get("alert").toString().toLowerCase(Locale.ROOT));
            assertThat(Compose.map(rule.get("labels")).get("severity")).isIn("warning", "critical");
        });
    }
}
