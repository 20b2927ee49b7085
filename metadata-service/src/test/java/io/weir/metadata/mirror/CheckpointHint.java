package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.AddFile;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.checkpoint.CorruptCheckpointException;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.LocalObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code _last_checkpoint} says must be of a checkpoint that is there and can be read. */
final class CheckpointHint {

    private final Path table;
    private final LocalObjects objects;

    CheckpointHint(Path table) {
        this.table = table;
        this.objects = new LocalObjects(table);
    }

    /** A checkpoint as it is in the store. */
    private record Found(long size, long sizeInBytes, long numOfAddFiles) {}

    /** Holds it where there is one. */
    void holds() {
        try {
            Optional<byte[]> content = objects.get(LogFileNames.LOG_FOLDER + "/" + LogFileNames.LAST_CHECKPOINT);
            if (content.isPresent()) {
                LastCheckpoint told = LastCheckpoint.parse(content.get());
                assertThat(found(told.version()))
                        .as("2: checkpoints that _last_checkpoint may be about: " + told)
                        .anyMatch(found -> fits(told, found));
            }
        } catch (IOException | CorruptCheckpointException broken) {
            throw new AssertionError("2: what _last_checkpoint points to", broken);
        }
    }

    private static boolean fits(LastCheckpoint told, Found found) {
        return told.size() == found.size
                && isOrUnsaid(told.sizeInBytes(), found.sizeInBytes)
                && isOrUnsaid(told.numOfAddFiles(), found.numOfAddFiles);
    }

    private static boolean isOrUnsaid(@Nullable Long told, long found) {
        return told == null || told == found;
    }

    private List<Found> found(long version) throws IOException, CorruptCheckpointException {
        List<Found> all = new ArrayList<>();
        for (CheckpointFiles checkpoint : LogListing.of(objects).checkpoints()) {
            if (checkpoint.version() == version) {
                all.add(read(checkpoint));
            }
        }
        return all;
    }

    private Found read(CheckpointFiles checkpoint) throws IOException, CorruptCheckpointException {
        CheckpointReader reader = new CheckpointReader(objects, table.resolveSibling("read-checkpoints"));
        long[] counts = new long[2];
        reader.read(checkpoint, action -> {
            counts[0]++;
            counts[1] += action instanceof AddFile ? 1 : 0;
        });
        List<String> files = new ArrayList<>(checkpoint.names());
        List<String> sidecars = reader.sidecars(checkpoint);
        files.addAll(sidecars);
        boolean isSecond =
                switch (checkpoint.kind()) {
                    case CLASSIC, MULTI_PART -> false;
                    case V2_JSON, V2_PARQUET -> true;
                };
        long bytes = 0;
        for (String file : files) {
            bytes += Files.size(table.resolve(file));
        }
        return new Found(counts[0] + sidecars.size() + (isSecond ? 1 : 0), bytes, counts[1]);
    }
}
