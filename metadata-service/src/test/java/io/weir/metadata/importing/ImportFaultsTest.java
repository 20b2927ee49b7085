package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoreRefusedException;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.InterceptedStatements;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MovedClock;
import io.weir.metadata.importing.TableImport.ImportProblem;
import io.weir.metadata.importing.TableImport.ImportRest;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** An import that meets a fault, whatever its kind, keeps no other waiting. Steps are run by hand here. */
class ImportFaultsTest {

    private static final String TABLE = "dv-partitioned-with-checkpoint";

    /** PostgreSQL's {@code admin_shutdown}. */
    private static final String SHUTDOWN = "57P01";

    /** Kernel reads what lies here by this service's means, as it does in a bucket. */
    private static final String LAKE = "s3://lake/";

    @TempDir
    static Path folder;

    private interface OfLake {
        @Nullable
        Object of(InterceptedObjects.Call call) throws Throwable;
    }

    private static final AtomicInteger failingCopies = new AtomicInteger();
    private static final MovedClock CLOCK = new MovedClock();
    private static final AtomicReference<InterceptedObjects.@Nullable Call> ofFaulty = new AtomicReference<>();
    private static final AtomicReference<OfLake> ofLake = new AtomicReference<>(call -> call.make());
    private static TestDatabase database;
    private static MetadataServer server;
    private static ImportRequests imports;
    private static ImportStep step;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = start(database);
        imports = new ImportRequests(server);
        step = server.bean(ImportStep.class);
    }

    private static MetadataServer start(TestDatabase database) {
        return MetadataServer.start(
                database,
                folder,
                MetadataServer.withStores(ImportFaultsTest::objects)
                        .andThen(MetadataServer.withChanged(CLOCK))
                        .andThen(MetadataServer.withChanged(
                                InterceptedStatements.ofDataSources((sql, call) -> statement(sql, call)))),
                "--weir.metadata.allowed-roots=s3://lake",
                "--weir.metadata.mirror.workers=0",
                "--weir.metadata.mirror.first-retry=1m",
                "--weir.metadata.mirror.longest-retry=1h");
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
        ofLake.set(call -> call.make());
        assertThat(step.run()).isFalse();
    }

    private static StoredFolders objects(String location) {
        if (location.startsWith(LAKE)) {
            return InterceptedObjects.of(
                    new LocalObjects(folder.resolve("lake").resolve(location.substring(LAKE.length()))),
                    (method, call) -> ofLake.get().of(call));
        }
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

        CLOCK.advance(Duration.ofHours(1));
        runAll();
        assertThat(state("shaken")).isEqualTo("SUCCEEDED");
    }

    /** Longer than PostgreSQL or a store is away for, and all of it by itself. */
    @Test
    void whatFailsAgainAndAgainGoesOnByItselfAfterPausesThatGrowUpToABound() throws IOException {
        order("hopeless");
        failingCopies.set(Integer.MAX_VALUE);
        for (int failures = 1; failures <= 20; failures++) {
            assertThat(step.run()).isTrue();
            assertThat(step.run()).as("rests").isFalse();
            JsonNode resting = now("hopeless");
            assertThat(resting.get("state").stringValue()).isEqualTo("RUNNING");
            assertThat(resting.get("code").stringValue()).isEqualTo("unavailable");
            assertThat(resting.get("detail").stringValue())
                    .startsWith("from version 0 on: ")
                    .contains("administrator command");
            assertThat(resting.get("failures").intValue()).isEqualTo(failures);
            Duration longest = Duration.ofSeconds(Math.min(3600, 60L << Math.min(failures - 1, 10)));
            assertThat(Duration.between(CLOCK.instant(), nextAttempt("hopeless")))
                    .isBetween(longest.dividedBy(2).minusSeconds(30), longest);
            CLOCK.advance(longest);
        }
        failingCopies.set(0);
        runAll();
        assertThat(state("hopeless")).isEqualTo("SUCCEEDED");
        for (String past : new String[] {"code", "detail", "failures", "nextAttemptAt"}) {
            assertThat(now("hopeless").has(past)).as(past).isFalse();
        }
    }

    private static Instant nextAttempt(String table) {
        return Instant.parse(now(table).get("nextAttemptAt").stringValue());
    }

    @Test
    void whileTheStoreDoesNotAnswerOthersComeFirstAndAProcessThatStartsAnewWaitsToo() throws IOException {
        ofFaulty.set(() -> {
            throw new IOException("the store is away");
        });
        order("faultystore");
        order("untouched");
        assertThat(step.run()).isTrue();
        assertThat(now("faultystore").get("detail").stringValue()).isEqualTo("from version 0 on: the store is away");
        runAll();
        assertThat(state("untouched")).isEqualTo("SUCCEEDED");

        try (MetadataServer anew = start(database)) {
            ImportStep ofAnew = anew.bean(ImportStep.class);
            assertThat(ofAnew.run()).as("rests").isFalse();
            assertThat(nextAttempt("faultystore")).isAfter(CLOCK.instant());
            CLOCK.advance(Duration.ofHours(1));
            assertThat(ofAnew.run()).isTrue();
            assertThat(now("faultystore").get("failures").intValue()).isEqualTo(2);

            ofFaulty.set(null);
            CLOCK.advance(Duration.ofHours(1));
            assertThat(ofAnew.run()).isTrue();
        }
        runAll();
        assertThat(state("faultystore")).isEqualTo("SUCCEEDED");
    }

    @Test
    void whoKnowsThatTheStoreIsBackOrdersItAgainAndNeedNotWait() throws IOException {
        ofFaulty.set(() -> {
            throw new IOException("the store is away");
        });
        order("faultywaiting");
        assertThat(step.run()).isTrue();
        assertThat(step.run()).as("rests").isFalse();

        ofFaulty.set(null);
        imports.order("faultywaiting", folder.resolve("tables/faultywaiting")).expect(202);
        assertThat(now("faultywaiting").has("nextAttemptAt")).isFalse();
        runAll();
        assertThat(state("faultywaiting")).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatTheStoreRefusesStopsAtOnce() throws IOException {
        ofFaulty.set(() -> {
            throw new StoreRefusedException("access is denied", null);
        });
        order("faultyrefused");
        runAll();
        JsonNode stopped = now("faultyrefused");
        assertThat(stopped.get("state").stringValue()).isEqualTo("FAILED");
        assertThat(stopped.get("code").stringValue()).isEqualTo("unavailable");
        assertThat(stopped.get("detail").stringValue()).isEqualTo("access is denied");
        assertThat(stopped.has("nextAttemptAt")).isFalse();
    }

    /** What a copy meets is told by the stream that it is written to. */
    @Test
    void whatNoRowCanHoldStopsAtOnceAlsoWhereACopyMeetsIt() throws IOException {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("alter table import_file add constraint unlikely check (size < 0)")
                .update();
        try {
            order("unheld");
            runAll();
        } finally {
            jdbc.sql("alter table import_file drop constraint unlikely").update();
        }
        JsonNode stopped = now("unheld");
        assertThat(stopped.get("state").stringValue()).isEqualTo("FAILED");
        assertThat(stopped.get("code").stringValue()).isEqualTo("invalid-log");
        assertThat(stopped.get("detail").stringValue())
                .startsWith("from version ")
                .contains("unlikely");
    }

    /** Also those of the comparison at the end, of which Kernel makes a table that cannot be read. */
    @Test
    void whicheverCallTheStoreFailsTheImportGoesOnByItself() throws IOException {
        AtomicInteger left = new AtomicInteger();
        int failures = 0;
        do {
            String table = "call" + failures;
            GoldenTable.copy(TABLE, folder.resolve("lake/" + table));
            ofLake.set(call -> call.make());
            imports.order(table, LAKE + table).expect(202);
            left.set(failures++);
            ofLake.set(call -> {
                if (left.getAndDecrement() == 0) {
                    throw new StorageException("the store is away", null);
                }
                return call.make();
            });
            while (state(table).equals("RUNNING")) {
                runAll();
                CLOCK.advance(Duration.ofHours(1));
            }
            assertThat(state(table)).as("%s", now(table)).isEqualTo("SUCCEEDED");
            assertThat(now(table).get("importedVersion").longValue()).isEqualTo(15);
        } while (left.get() < 0);
        assertThat(failures).isGreaterThan(20);
    }

    /** Two may have had it one after the other: the first, whose step was undone, is late to tell. */
    @Test
    void whoeverIsLateWithAFailureChangesNothingOfWhatAnotherHasDone() throws IOException {
        order("overtaken");
        Imports all = server.bean(Imports.class);
        TableImport claimed = all.find("overtaken").orElseThrow();
        ImportProblem late = new ImportProblem("unavailable", "late");
        runAll();
        assertThat(state("overtaken")).isEqualTo("SUCCEEDED");

        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            all.fail(claimed, late);
            all.rest(claimed, late, new ImportRest(1, CLOCK.instant().plusSeconds(60)));
        });
        assertThat(state("overtaken")).isEqualTo("SUCCEEDED");
        assertThat(now("overtaken").has("code")).isFalse();
        server.delete(ImportRequests.path("overtaken")).expect(404);
        assertThat(server.get("/api/v1/tables/overtaken")
                        .expect(200)
                        .json()
                        .get("version")
                        .longValue())
                .isEqualTo(15);
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
