package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.InterceptedStatements;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.storage.ObjectStores;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/** An import that meets a fault, whatever its kind, keeps no other waiting. Steps are run by hand here. */
class ImportFaultsTest {

    private static final String TABLE = "dv-partitioned-with-checkpoint";

    /** PostgreSQL's {@code admin_shutdown}. */
    private static final String SHUTDOWN = "57P01";

    @TempDir
    static Path folder;

    private static final AtomicInteger failingCopies = new AtomicInteger();
    private static final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private static final AtomicReference<InterceptedObjects.@Nullable Call> ofFaulty = new AtomicReference<>();
    private static TestDatabase database;
    private static MetadataServer server;
    private static ImportRequests imports;
    private static ImportStep step;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database,
                folder,
                builder -> builder.initializers(context -> {
                    ((GenericApplicationContext) context)
                            .registerBean(ObjectStores.class, () -> ImportFaultsTest::objects);
                    context.getBeanFactory().addBeanPostProcessor(new MovedClock());
                    context.getBeanFactory()
                            .addBeanPostProcessor(
                                    InterceptedStatements.ofDataSources((sql, call) -> statement(sql, call)));
                }),
                "--weir.metadata.mirror.workers=0",
                "--weir.metadata.mirror.first-retry=1h",
                "--weir.metadata.mirror.longest-retry=1h");
        imports = new ImportRequests(server);
        step = server.bean(ImportStep.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @AfterEach
    void nothingIsUnderWay() {
        failingCopies.set(0);
        ofFaulty.set(null);
        assertThat(step.run()).isFalse();
    }

    private static final class MovedClock implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Clock ? new Moved() : bean;
        }

        private static final class Moved extends Clock {

            @Override
            public Instant instant() {
                return Instant.now().plus(later.get());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        }
    }

    private static StoredObjects objects(String location) {
        return InterceptedObjects.of(new LocalObjects(Path.of(location)), (method, call) -> {
            InterceptedObjects.Call fault = ofFaulty.get();
            return fault != null && method.equals("get") && location.contains("faulty") ? fault.make() : call.make();
        });
    }

    private static Object statement(String sql, InterceptedObjects.Call call) throws Throwable {
        if (sql.equals(InterceptedStatements.COPY) && failingCopies.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SQLException("terminating connection due to administrator command", SHUTDOWN);
        }
        return call.make();
    }

    private static void order(String table) throws IOException {
        imports.order(table, GoldenTable.copy(TABLE, folder.resolve("tables/" + table)))
                .expect(202);
    }

    private static JsonNode now(String table) {
        return server.get(ImportRequests.path(table)).expect(200).json();
    }

    private static String state(String table) {
        return now(table).get("state").stringValue();
    }

    private static void runAll() {
        boolean busy = true;
        while (busy) {
            busy = step.run();
        }
    }

    @Test
    void aFaultOfThisServiceEndsItsImportAndNoOther() throws IOException {
        ofFaulty.set(() -> {
            throw new IllegalStateException("a fault of its own");
        });
        order("faulty");
        order("behind");
        runAll();

        JsonNode failed = now("faulty");
        assertThat(failed.get("state").stringValue()).isEqualTo("FAILED");
        assertThat(failed.get("code").stringValue()).isEqualTo("internal");
        assertThat(failed.get("detail").stringValue())
                .startsWith("from version 0 on: ")
                .contains("IllegalStateException: a fault of its own");
        assertThat(state("behind")).isEqualTo("SUCCEEDED");

        ofFaulty.set(null);
        order("faulty");
        runAll();
        assertThat(state("faulty")).isEqualTo("SUCCEEDED");
    }

    @Test
    void whileAnImportRestsThatTheDatabaseFailedOthersComeFirst() throws IOException {
        order("shaken");
        order("steady");
        failingCopies.set(1);

        assertThat(step.run()).isTrue();
        runAll();
        assertThat(state("shaken")).isEqualTo("RUNNING");
        assertThat(now("shaken").has("importedVersion")).isFalse();
        assertThat(state("steady")).isEqualTo("SUCCEEDED");

        later.updateAndGet(before -> before.plusHours(1));
        runAll();
        assertThat(state("shaken")).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatTheDatabaseFailsAgainAndAgainEndsAndSaysWhyAndHowOften() throws IOException {
        order("hopeless");
        failingCopies.set(Integer.MAX_VALUE);
        int attempts = 0;
        while (state("hopeless").equals("RUNNING")) {
            assertThat(step.run()).isTrue();
            attempts++;
            later.updateAndGet(before -> before.plusHours(1));
        }
        assertThat(attempts).isEqualTo(ImportRests.ATTEMPTS);
        JsonNode failed = now("hopeless");
        assertThat(failed.get("code").stringValue()).isEqualTo("unavailable");
        assertThat(failed.get("detail").stringValue())
                .startsWith("from version 0 on, 12 times in a row: ")
                .contains("administrator command");

        // Ordered again, it has all its attempts again.
        failingCopies.set(1);
        order("hopeless");
        assertThat(step.run()).isTrue();
        assertThat(state("hopeless")).isEqualTo("RUNNING");
        later.updateAndGet(before -> before.plusHours(1));
        runAll();
        assertThat(state("hopeless")).isEqualTo("SUCCEEDED");
    }

    /** A thread that is interrupted gets errors of every kind from what it waits for; none is the log's. */
    @Test
    void whatFailsBecauseTheServiceStopsIsDoneAgainWhenItIsBack() throws IOException {
        ofFaulty.set(() -> {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        });
        order("faultyend");
        try {
            assertThatThrownBy(step::run).hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(state("faultyend")).isEqualTo("RUNNING");

        ofFaulty.set(null);
        runAll();
        assertThat(state("faultyend")).isEqualTo("SUCCEEDED");
    }
}
