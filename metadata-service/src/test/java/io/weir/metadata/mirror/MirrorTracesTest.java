package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.weir.delta.LogFileNames;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** What operators see in a trace of what became of log files. */
class MirrorTracesTest {

    @TempDir
    static Path folder;

    private static final FaultyStores stores = new FaultyStores();
    private static final List<FinishedSpan> spans = new CopyOnWriteArrayList<>();

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withStores(stores).andThen(MirrorTracesTest::keepingSpans),
                "--weir.metadata.mirror.workers=0",
                "--weir.tracing.endpoint=http://localhost:1/v1/traces",
                "--management.opentelemetry.tracing.export.schedule-delay=50ms");
    }

    /** None is sent: there is nobody at the endpoint. */
    private static void keepingSpans(SpringApplicationBuilder builder) {
        SpanExportingPredicate kept = span -> {
            spans.add(span);
            return false;
        };
        builder.initializers(context ->
                ((GenericApplicationContext) context).registerBean(SpanExportingPredicate.class, () -> kept));
    }

    /** The span of the next put, once it has come. */
    private static FinishedSpan put() {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> spans.stream()
                                .filter(span -> "store put".equals(span.getName()))
                                .toList(),
                        puts -> !puts.isEmpty())
                .get(0);
    }

    @Test
    void aPutThatFailsFailsInItsTrace() throws IOException {
        server.post("/api/v1/tables", Requests.table("failing")).expect(201);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> !server.bean(MirrorStep.class).run());
        Path log = folder.resolve("tables/failing/_delta_log").resolve(LogFileNames.commit(0));
        Files.delete(log);
        stores.failAt("put _delta_log/" + LogFileNames.commit(0));
        spans.clear();

        server.post("/api/v1/tables/failing/mirror/repair", Map.of()).expect(503);

        assertThat(put().getError()).isNotNull();
        stores.relent();
        spans.clear();
        server.post("/api/v1/tables/failing/mirror/repair", Map.of()).expect(200);
        assertThat(log).exists();
        assertThat(put().getError()).isNull();
    }
}
