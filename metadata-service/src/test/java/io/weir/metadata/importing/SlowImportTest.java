package io.weir.metadata.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.storage.LocalObjects;
import io.weir.metadata.InterceptedObjects;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A step of an import may take minutes. Steps are run by hand here. */
class SlowImportTest {

    @TempDir
    static Path folder;

    private static final AtomicBoolean isSlow = new AtomicBoolean();
    private static final CountDownLatch begun = new CountDownLatch(1);
    private static final CountDownLatch goOn = new CountDownLatch(1);

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

    private static Object slowly(InterceptedObjects.Call call) throws Throwable {
        if (isSlow.getAndSet(false)) {
            begun.countDown();
            goOn.await();
        }
        return call.make();
    }

    private static boolean somebodyWaitsForAnImport() {
        return server.bean(JdbcClient.class)
                        .sql("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock' and query like '%from table_import%'")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Who orders the import again waits for the step, and nobody for those two. */
    @Test
    void whileOneIsWaitedForOthersMakeTables() throws Exception {
        ImportRequests imports = new ImportRequests(server);
        ImportStep step = server.bean(ImportStep.class);
        Path source = GoldenTable.copy("dv-partitioned-with-checkpoint", folder.resolve("tables/slow"));
        imports.order("slow", source).expect(202);
        ExecutorService threads = Executors.newCachedThreadPool();
        isSlow.set(true);
        try {
            CompletableFuture<Boolean> working = CompletableFuture.supplyAsync(step::run, threads);
            begun.await();
            CompletableFuture<MetadataServer.Answer> again =
                    CompletableFuture.supplyAsync(() -> imports.order("slow", source), threads);
            await().until(SlowImportTest::somebodyWaitsForAnImport);

            CompletableFuture<MetadataServer.Answer> made = CompletableFuture.supplyAsync(
                    () -> server.post("/api/v1/tables", Requests.table("beside")), threads);
            made.get(30, TimeUnit.SECONDS).expect(201);
            assertThat(again).isNotDone();
            goOn.countDown();
            assertThat(working.join()).isTrue();
            again.join().expect(202);
        } finally {
            goOn.countDown();
            threads.shutdown();
        }
        while (step.run()) {
            // The next.
        }
        assertThat(imports.ended("slow").get("state").stringValue()).isEqualTo("SUCCEEDED");
    }
}
