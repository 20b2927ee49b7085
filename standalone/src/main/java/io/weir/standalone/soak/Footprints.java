package io.weir.standalone.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a platform's files tell of what it does at this moment. It is looked at from outside, and knows nothing of it. */
final class Footprints {

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Path home;
    private final List<Path> tables;

    /** @param names of the pipelines, and of their Delta tables */
    Footprints(Path home, List<String> names) {
        this.home = home;
        this.tables =
                names.stream().map(name -> home.resolve("tables").resolve(name)).toList();
    }

    /** Waits for an occasion; {@code false} if none came. */
    boolean await(Occasion occasion, Duration longest) {
        if (occasion == Occasion.ANY) {
            return false;
        }
        long begin = System.nanoTime();
        long before = traces(occasion);
        while (System.nanoTime() - begin < longest.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (traces(occasion) != before) {
                return true;
            }
        }
        return false;
    }

    /** A number that is another one after each of these occasions. */
    private long traces(Occasion occasion) {
        return switch (occasion) {
            case ANY -> 0;
            case STAGING -> sum(folders(home.resolve("staging")));
            case WAREHOUSE -> sum(List.of(home.resolve(SoakSetup.WAREHOUSE_FILE + ".wal")));
            case PARQUET -> sum(tables);
            case MIRROR ->
                sum(tables.stream().map(table -> table.resolve("_delta_log")).toList());
        };
    }

    private static List<Path> folders(Path root) {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.toList();
        } catch (IOException notYet) {
            return List.of();
        }
    }

    private static long sum(List<Path> changing) {
        long sum = changing.size();
        for (Path path : changing) {
            sum = sum * 31 + changed(path);
        }
        return sum;
    }

    /** When a file was written last, or a folder got or lost an entry; 0 of one that is not there. */
    private static long changed(Path path) {
        try {
            return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
        } catch (IOException away) {
            return 0;
        }
    }
}
