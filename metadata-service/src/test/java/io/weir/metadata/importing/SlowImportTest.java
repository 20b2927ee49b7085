package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.storage.LocalObjects;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.table.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A step of an import may take minutes. Steps are run by hand here. */
class SlowImportTest {

    @TempDir
    static Path folder;

    private static final AtomicReference<@Nullable Pause> next = new AtomicReference<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Pause pause = new Pause(new CountDownLatch(1), new CountDownLatch(1));

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withStores(location ->
                        InterceptedObjects.of(new LocalObjects(Path.of(location)), (method, call) -> slowly(call))),
                "--weir.metadata.mirror.workers=0");
    }

    /** What a call of the store waits for. */
    private record Pause(CountDownLatch begun, CountDownLatch goOn) {}

    private static Object slowly(InterceptedObjects.Call call) throws Throwable {
        Pause due = next.getAndSet(null);
        if (due != null) {
            due.begun.countDown();
            due.goOn.await();
        }
        return call.make();
    }

    @AfterEach
    void goOn() {
        pause.goOn.countDown();
        threads.shutdown();
    }

    private static boolean somebodyWaitsForAnImport() {
        return somebodyWaits("wait_event_type = 'Lock' and query like '%from table_import%'");
    }

    private static boolean somebodyWaitsForTheClaim() {
        return somebodyWaits("wait_event = 'advisory'");
    }

    private static boolean somebodyWaits(String forWhat) {
        return server.bean(JdbcClient.class)
                        .sql("select count(*) from pg_stat_activity where datname = current_database() and " + forWhat)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Who orders the import again waits for the step, and nobody for those two. */
    @Test
    void whileOneIsWaitedForOthersMakeTables() throws Exception {
        ImportRequests imports = new ImportRequests(server);
        Path source = GoldenTable.copy("dv-partitioned-with-checkpoint", folder.resolve("tables/slow"));
        imports.order("slow", source).expect(202);
        CompletableFuture<Boolean> working = beginAStep();
        CompletableFuture<MetadataServer.Answer> again =
                CompletableFuture.supplyAsync(() -> imports.order("slow", source), threads);
        await().until(SlowImportTest::somebodyWaitsForAnImport);

        expectOthersMakeTables("beside");
        assertThat(again).isNotDone();
        goOn();
        assertThat(working.join()).isTrue();
        again.join().expect(202);
        expectSuccess(imports, "slow");
    }

    /** It had seen no import yet, and claimed the place when the first one's step was under way already. */
    @Test
    void whileTheSecondOfTwoFirstOrdersWaitsOthersMakeTables() throws Exception {
        ImportRequests imports = new ImportRequests(server);
        Path source = GoldenTable.copy("dv-partitioned-with-checkpoint", folder.resolve("tables/twice"));
        TableImport planned = server.bean(ImportService.class)
                .plan(new ImportOrder("twice", source.toString(), "platform", null, false, false));
        CompletableFuture<MetadataServer.Answer> second = new CompletableFuture<>();
        CompletableFuture<Boolean> working = server.bean(TransactionTemplate.class)
                .execute(status -> {
                    server.bean(Tables.class).holdClaims();
                    second.completeAsync(() -> imports.order("twice", source), threads);
                    await().until(SlowImportTest::somebodyWaitsForTheClaim);
                    CompletableFuture.runAsync(
                                    () -> server.bean(Imports.class).start(planned.order(), planned.range()), threads)
                            .join();
                    return beginAStep();
                });
        await().until(SlowImportTest::somebodyWaitsForAnImport);

        expectOthersMakeTables("besides");
        assertThat(second).isNotDone();
        goOn();
        assertThat(working).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(true);
        second.join().expect(202);
        expectSuccess(imports, "twice");
    }

    /** Which has locked the import from then on. */
    private CompletableFuture<Boolean> beginAStep() {
        next.set(pause);
        CompletableFuture<Boolean> working = CompletableFuture.supplyAsync(server.bean(ImportStep.class)::run, threads);
        try {
            assertThat(pause.begun.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return working;
    }

    private void expectOthersMakeTables(String name) throws Exception {
        CompletableFuture.supplyAsync(() -> server.post("/api/v1/tables", Requests.table(name)), threads)
                .get(30, TimeUnit.SECONDS)
                .expect(201);
    }

    private static void expectSuccess(ImportRequests imports, String table) {
        while (server.bean(ImportStep.class).run()) {
            // The next.
        }
        assertThat(imports.ended(table).get("state").stringValue()).isEqualTo("SUCCEEDED");
    }
}
