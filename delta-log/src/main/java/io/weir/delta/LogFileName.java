package io.weir.delta;

import java.util.UUID;

/** What the name of a file below {@code _delta_log/} stands for. */
public sealed interface LogFileName {

    record Commit(long version) implements LogFileName {}

    record StagedCommit(long version, UUID id) implements LogFileName {}

    /** The commits from {@code first} to {@code last}, both included, in one file. */
    record CompactedCommits(long first, long last) implements LogFileName {}

    record Checksum(long version) implements LogFileName {}

    record ClassicCheckpoint(long version) implements LogFileName {}

    /** One of the {@code parts} files of a multi-part checkpoint, counted from 1. */
    record CheckpointPart(long version, long part, long parts) implements LogFileName {}

    record V2Checkpoint(long version, UUID id, boolean parquet) implements LogFileName {}

    record LastCheckpoint() implements LogFileName {}

    record SidecarFile(String name) implements LogFileName {}

    record Other(String name) implements LogFileName {}
}
