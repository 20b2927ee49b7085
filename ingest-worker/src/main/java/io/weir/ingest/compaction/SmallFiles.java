package io.weir.ingest.compaction;

import io.weir.ingest.deltasink.TableFile;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small files of a table, and which of them are to be put together.
 *
 * <p>What was put together is small itself until it has half the size that is aimed at. It takes part again only where the
 * smaller ones come to its own size by then: so each time that a row is written, its file has at least doubled, and a table
 * of files as small as 1/1,000 of that size is written ten times in all, not a thousand times.
 */
final class SmallFiles {

    /** More are for the next time: each costs some 500 bytes of memory. */
    static final int MOST = 50_000;

    /** As many as one statement reads and one commit removes. */
    private static final int MOST_TOGETHER = 1_000;

    private static final Comparator<TableFile> BY_SIZE =
            Comparator.comparingLong(TableFile::bytes).thenComparing(TableFile::name);

    /** Rows that came one after the other stay together, so that the bounds of their times stay narrow. */
    private static final Comparator<TableFile> BY_TIME =
            Comparator.comparingLong(TableFile::modified).thenComparing(TableFile::name);

    private final long targetBytes;
    private final Map<Map<String, @Nullable String>, List<TableFile>> byPartition = new LinkedHashMap<>();
    private int count;

    SmallFiles(long targetBytes) {
        this.targetBytes = targetBytes;
    }

    /** The bytes that a small file has fewer of. */
    long bound() {
        return targetBytes / 2;
    }

    /** Takes a file up if it is small, whole, inside of the table's folder, and not clustered by another engine. */
    void offer(TableFile file) {
        if (count < MOST && file.isWhole() && file.isOurs() && file.bytes() < bound() && isInside(file)) {
            byPartition
                    .computeIfAbsent(file.partition(), first -> new ArrayList<>())
                    .add(file);
            count++;
        }
    }

    private static boolean isInside(TableFile file) {
        return !URI.create(file.name()).isAbsolute();
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Those that are to be put together now, each list into one file, where so many of a partition are there. */
    List<List<TableFile>> due(int least) {
        List<List<TableFile>> due = new ArrayList<>();
        byPartition.values().forEach(files -> fill(worthIt(files, least), due));
        return due;
    }

    /** All of them, each list into one file. */
    List<List<TableFile>> all() {
        List<List<TableFile>> all = new ArrayList<>();
        byPartition.values().forEach(files -> fill(files, all));
        return all;
    }

    private static List<TableFile> worthIt(List<TableFile> files, int least) {
        List<TableFile> sorted = files.stream().sorted(BY_SIZE).toList();
        long smaller = 0;
        int end = 0;
        for (int index = 0; index < sorted.size(); index++) {
            long bytes = sorted.get(index).bytes();
            if (index + 1 >= least && bytes <= smaller) {
                end = index + 1;
            }
            smaller += bytes;
        }
        return sorted.subList(0, end);
    }

    private void fill(List<TableFile> files, List<List<TableFile>> into) {
        List<TableFile> together = new ArrayList<>();
        long bytes = 0;
        for (TableFile file : files.stream().sorted(BY_TIME).toList()) {
            if (bytes + file.bytes() > targetBytes || together.size() == MOST_TOGETHER) {
                take(together, into);
                together = new ArrayList<>();
                bytes = 0;
            }
            together.add(file);
            bytes += file.bytes();
        }
        take(together, into);
    }

    private static void take(List<TableFile> together, List<List<TableFile>> into) {
        if (together.size() > 1) {
            into.add(together);
        }
    }
}
