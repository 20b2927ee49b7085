package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When the small files of a Delta table are put together. What is left open is as Delta's own writers have it for their
 * automatic compaction.
 *
 * @param enabled whether it happens by itself; true where nothing is said
 * @param minFiles how many small files there must be
 * @param targetBytes size of the files that they are put together to; small is what is less than half of it
 */
@Schema(name = "DeltaCompaction")
public record DeltaCompaction(
        @Nullable Boolean enabled,
        @Nullable Integer minFiles,
        @Nullable Long targetBytes) {

    static final DeltaCompaction DEFAULT = new DeltaCompaction(null, null, null);

    private static final int FILES = 50;
    private static final long BYTES = 128L << 20;

    /** Whether it happens by itself. */
    public boolean runs() {
        return enabled == null || enabled;
    }

    /** How many small files there must be. */
    public int files() {
        return minFiles == null ? FILES : minFiles;
    }

    /** The size of files that are put together from small ones. */
    public long bytes() {
        return targetBytes == null ? BYTES : targetBytes;
    }
}
