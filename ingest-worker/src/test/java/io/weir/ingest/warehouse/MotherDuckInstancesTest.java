package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.DataFolder;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.store.StoreAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of MotherDuck that hang, fail or answer again, as their driver would; what opens is a file. */
class MotherDuckInstancesTest {

    /** For those that hang: what opens may take longer on a busy machine. */
    private static final WarehouseLimits HASTY = new WarehouseLimits("256MB", 1, "16MB", Duration.ofSeconds(1));

    private static final WarehouseLimits PATIENT = new WarehouseLimits("256MB", 1, "16MB", Duration.ofMinutes(1));

    /** Longer than the machine takes for the next call, and short enough to be waited for. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final MotherDuckDatabase LAKE = new MotherDuckDatabase("lake", "a-token");
    private static final MotherDuckDatabase OTHER = new MotherDuckDatabase("other", "a-token");
    private static final StoreAddress DUCK =
            new StoreAddress("duck", StoreAddress.MOTHERDUCK, Map.of("database", "lake", "token", "secret:token"));

    @TempDir
    Path folder;

    private final AtomicInteger openings = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private volatile SQLException refusal;
    private volatile boolean hangs;
    private volatile Warehouse last;
    private Warehouses warehouses = new Warehouses(PATIENT, Warehouse.Duplication.OF_DRIVER, this::open);

    @AfterEach
    void close() throws SQLException {
        answer.countDown();
        warehouses.destroy();
    }

    private Warehouse open(MotherDuckDatabase database, WarehouseLimits limits, Path temporary) throws SQLException {
        openings.incrementAndGet();
        begun.countDown();
        if (hangs && database.equals(LAKE)) {
            try {
                answer.await();
            } catch (InterruptedException ended) {
                throw new SQLException(ended);
            }
        }
        if (refusal != null) {
            throw refusal;
        }
        last = Warehouse.open(temporary.resolve(database.name() + ".duckdb"), limits);
        return last;
    }

    private void hangs() {
        warehouses = new Warehouses(HASTY, Warehouse.Duplication.OF_DRIVER, this::open);
        hangs = true;
    }

    private Warehouse opened(MotherDuckDatabase database) throws SQLException {
        return warehouses.inMotherDuck(database, folder);
    }

    private static CompletableFuture<Warehouse> aside(Callable<Warehouse> opening) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return opening.call();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @Test
    void oneThatDoesNotOpenKeepsNeitherFilesNorOthersFromBeingOpened() throws Exception {
        hangs = true;
        CompletableFuture<Warehouse> hanging = aside(() -> opened(LAKE));
        begun.await();

        assertThat(aside(() -> warehouses.at(folder.resolve("file.duckdb")))).succeedsWithin(SOON);
        assertThat(aside(() -> opened(OTHER))).succeedsWithin(SOON);
        assertThat(hanging).isNotDone();
        answer.countDown();
        assertThat(hanging).succeedsWithin(SOON);
    }

    /** In one thread, however often it is asked for. */
    @Test
    void whoeverAsksForOneThatHangsIsToldAndHasItWhenItIsThere() throws Exception {
        hangs();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> opened(LAKE))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("database lake within 1000 ms")
                    .hasMessageNotContaining("a-token");
        }
        assertThat(openings).hasValue(1);
        answer.countDown();

        await().ignoreExceptionsInstanceOf(SQLTimeoutException.class)
                .untilAsserted(() -> assertThat(opened(LAKE)).isSameAs(opened(LAKE)));
        assertThat(openings).hasValue(1);
    }

    @Test
    void oneThatFailedIsOpenedAnew() throws Exception {
        refusal = new SQLException("no database named lake");
        assertThatThrownBy(() -> opened(LAKE)).isSameAs(refusal);
        refusal = null;

        assertThat(opened(LAKE)).isSameAs(opened(LAKE));
        assertThat(openings).hasValue(2);
    }

    /** So that a worker ends although MotherDuck does not answer, and leaves nothing open that comes later. */
    @Test
    void nobodyWaitsAtTheEndForOneThatHangs() throws Exception {
        hangs();
        assertThatThrownBy(() -> opened(LAKE)).isInstanceOf(SQLTimeoutException.class);

        warehouses.destroy();
        answer.countDown();

        await().untilAsserted(() -> {
            assertThat(last).as("opened in the end").isNotNull();
            assertThatThrownBy(last::connect).as("closed").isInstanceOf(SQLException.class);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid Error: RPC 'GET_WELCOME_PACK' failed (UNAVAILABLE, request id: 1)",
                "INTERRUPT Error: Interrupted!",
                "IO Error: Failed to download extension \"motherduck\" at URL \"http://x\" (ERROR Could not establish connection)",
                "Connection Error: Connection was never established or has been closed already",
                "HTTP Error: HTTP GET error on 'https://api.motherduck.com' (HTTP 503)"
            })
    void whoIsAwayIsToldFromWhoRefuses(String message) {
        assertThat(MotherDuckOutage.isSeenIn(new IllegalStateException(new SQLException(message))))
                .isTrue();
        assertThat(MotherDuckOutage.isSeenIn(new SQLTimeoutException("a COMMIT took longer")))
                .isTrue();
        for (String refusal : new String[] {
            "Catalog Error: Table with name UNAVAILABLE_TABLE does not exist!",
            "Invalid Input Error: Your request is not authenticated (UNAUTHENTICATED)",
            "Constraint Error: NOT NULL constraint failed: orders.id",
            "IO Error: No space left on device"
        }) {
            assertThat(MotherDuckOutage.isSeenIn(new SQLException(refusal)))
                    .as(refusal)
                    .isFalse();
        }
    }

    @Test
    void whatIsAwayIsSparedByAllStoresSayUntilWhenAndFilesNoticeNothing() throws Exception {
        WarehouseStores stores = stores();
        refusal = new SQLException("MotherDuck does not open database lake: (UNAVAILABLE)");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> stores.open(DUCK)).isSameAs(refusal);
        }

        assertThatThrownBy(() -> stores.open(DUCK))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("store duck did not answer lately, and is called again at ")
                .satisfies(
                        failed -> assertThat(DependencyAwayException.in(failed)).isPresent());
        assertThat(openings).hasValue(5);
        assertThat(stores.open(new StoreAddress("lake", StoreAddress.DUCKDB, Map.of("path", "lake.duckdb"))))
                .isNotNull();
        refusal = null;
        await().ignoreExceptionsInstanceOf(SQLException.class).until(() -> stores.open(DUCK) != null);
    }

    /**
     * What hangs in a session is met after the database was opened; before the next one, it is asked something, and is opened anew
     * if it does not answer: here it was closed.
     */
    @Test
    void whatEndsSessionsCountsAndTheNextOneAsksFirst() throws Exception {
        WarehouseStores stores = stores();
        Warehouse open = stores.open(DUCK);
        for (int i = 0; i < 5; i++) {
            stores.failed(DUCK, new IllegalStateException(new SQLTimeoutException("a COMMIT took longer")));
            stores.failed(DUCK, new SQLException("Constraint Error: not of MotherDuck"));
        }
        assertThatThrownBy(() -> stores.open(DUCK)).hasMessageContaining("did not answer lately");

        open.close();
        await().ignoreExceptionsInstanceOf(SQLException.class).until(() -> stores.open(DUCK) != open);
        assertThat(openings).hasValue(2);
    }

    private WarehouseStores stores() {
        DependencySettings settings = new DependencySettings(
                8, Duration.ofSeconds(1), 5, Duration.ofMinutes(1), PAUSE, PAUSE, 1, Duration.ofMillis(10));
        return new WarehouseStores(warehouses, new DataFolder(folder), name -> "a-token", new Dependencies(settings));
    }
}
