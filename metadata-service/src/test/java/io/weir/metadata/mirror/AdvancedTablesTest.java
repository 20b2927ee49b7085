package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which worker gets which table. */
@Timeout(60)
class AdvancedTablesTest {

    /** Longer than a test may take: what is given out after it fails its test. */
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final AdvancedTables tables = new AdvancedTables();

    @Test
    void eachTableIsGivenOutOnceInTheOrderTheyCame() throws Exception {
        tables.open();
        tables.add("first");
        tables.add("second");
        tables.add("first");

        assertThat(take(0)).as("its time has come").isNull();
        assertThat(take(LONG)).isEqualTo("first");
        assertThat(take(LONG)).isEqualTo("second");
        assertThat(take(1_000_000)).isNull();
    }

    @Test
    void aTableThatAdvancesWhileAWorkerHasItIsGivenOutAgainAfterwards() throws Exception {
        tables.open();
        tables.add("table");
        assertThat(take(LONG)).isEqualTo("table");
        tables.add("table");
        assertThat(take(1_000_000)).isNull();
        CompletableFuture<String> next = CompletableFuture.supplyAsync(this::takeSoon);

        tables.done("table");

        assertThat(next.get()).isEqualTo("table");
    }

    @Test
    void ofSeveralHalfAreLeftToOthers() throws Exception {
        tables.open();
        List.of("a", "b", "c", "d", "e").forEach(tables::add);

        assertThat(take(64, LONG)).containsExactly("a", "b", "c");
        assertThat(take(64, LONG)).containsExactly("d");
        assertThat(take(64, LONG)).containsExactly("e");
        tables.add("a");
        assertThat(take(64, 1_000_000)).isEmpty();
        List.of("f", "g", "h").forEach(tables::add);
        assertThat(take(1, LONG)).containsExactly("f");
    }

    @Test
    void whoeverWaitsIsSentAwayInTheEnd() throws Exception {
        tables.open();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(this::takeSoon);

        tables.close();

        assertThat(waiting.get()).isNull();
    }

    private @Nullable String takeSoon() {
        try {
            return take(LONG);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private @Nullable String take(long nanoseconds) throws InterruptedException {
        return take(1, nanoseconds).stream().findFirst().orElse(null);
    }

    private List<String> take(int atMost, long nanoseconds) throws InterruptedException {
        return tables.take(atMost, System.nanoTime() + nanoseconds);
    }
}
