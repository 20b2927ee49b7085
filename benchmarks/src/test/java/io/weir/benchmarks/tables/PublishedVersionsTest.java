package io.weir.benchmarks.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.benchmarks.measure.Samples;
import io.weir.delta.LogFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedVersionsTest {

    @TempDir
    private Path folder;

    @Test
    void aLagIsFromTheCommitUntilTheFileIsThere() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        PublishedVersions versions = new PublishedVersions(List.of(one, two), 1);
        long now = System.currentTimeMillis();
        versions.committed(0, 1, now - 60_000);
        versions.committed(0, 2, now - 50_000);
        versions.committed(1, 1, now - 40_000);
        publish(one, 1);
        publish(one, 2);
        versions.look();
        assertThat(versions.isComplete()).isFalse();
        publish(two, 1);
        versions.look();
        assertThat(versions.isComplete()).isTrue();

        Samples lags = versions.lagsSince(now - 55_000);
        assertThat(lags.size()).isEqualTo(2);
        assertThat(lags.percentile(100)).isBetween(50.0, 59.0);
        assertThat(lags.percentile(1)).isBetween(40.0, 49.0);
    }

    private static void publish(Path table, long version) throws IOException {
        Path log = Files.createDirectories(table.resolve(LogFileNames.LOG_FOLDER));
        Files.createFile(log.resolve(LogFileNames.commit(version)));
    }
}
