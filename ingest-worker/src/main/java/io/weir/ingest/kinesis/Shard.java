package io.weir.ingest.kinesis;

/**
 * A shard of a stream.
 *
 * @param open whether records are added to it: one that was split or merged is read to its end, and that is all
 */
public record Shard(String id, boolean open) {

    /** Its number in the stream. */
    int number() {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }
}
