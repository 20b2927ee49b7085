package io.weir.ingest.source;

import io.weir.ingest.stage.StreamSide;
import java.util.Optional;

/**
 * What a pipeline reads.
 *
 * @param left its own stream
 * @param right the one that is joined with it, if one is; its partitions are numbered as {@link StreamSide} says
 */
public record Subscription(SourceRequest left, Optional<SourceRequest> right) {

    /** Of one stream. */
    public static Subscription of(SourceRequest only) {
        return new Subscription(only, Optional.empty());
    }

    /** The stream of a side that there is. */
    public SourceRequest of(StreamSide side) {
        return side == StreamSide.LEFT ? left : right.orElseThrow();
    }

    /** Whether all of it is read to its end, and that is all. */
    public boolean isBounded() {
        return left.isBounded() && right.map(SourceRequest::isBounded).orElse(true);
    }
}
