package io.weir.metadata.zone;

import io.weir.metadata.snapshot.FileRange;
import org.jspecify.annotations.Nullable;

/** A zone with what is kept of its files' lines. */
public final class PackedZone {

    private final FileRange files;
    private final @Nullable Long packedVersion;
    private final byte @Nullable [] lines;

    /**
     * Takes the array as its own: the caller must not change it.
     *
     * @param packedVersion whose live files they are; null if nobody looked at them yet
     * @param lines packed; null if there are none, or they are too long to be kept
     */
    public PackedZone(FileRange files, @Nullable Long packedVersion, byte @Nullable [] lines) {
        this.files = files;
        this.packedVersion = packedVersion;
        this.lines = lines;
    }

    public FileRange files() {
        return files;
    }

    public @Nullable Long packedVersion() {
        return packedVersion;
    }

    /** The array itself, not a copy. */
    public byte @Nullable [] lines() {
        return lines;
    }
}
