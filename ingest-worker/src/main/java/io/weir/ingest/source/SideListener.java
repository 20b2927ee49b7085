package io.weir.ingest.source;

import io.weir.ingest.stage.StreamSide;
import java.util.Map;
import java.util.Set;

/** Tells of the partitions of one of two streams by the numbers that they have in the pipeline. */
record SideListener(StreamSide side, SourceListener pipeline) implements SourceListener {

    @Override
    public void reading(SourceIdentity identity) {
        pipeline.reading(identity.of(side));
    }

    @Override
    public Map<Integer, Long> assigned(Set<Integer> partitions) {
        return side.own(pipeline.assigned(side.numbered(partitions)));
    }

    @Override
    public Map<Integer, Long> begins(Map<Integer, Long> firsts) {
        return side.own(pipeline.begins(side.numbered(firsts)));
    }

    @Override
    public void revoked(Set<Integer> partitions) {
        pipeline.revoked(side.numbered(partitions));
    }

    @Override
    public void lost(Set<Integer> partitions) {
        pipeline.lost(side.numbered(partitions));
    }

    @Override
    public void gap(int partition, long expected, long found) {
        pipeline.gap(side.numbered(partition), expected, found);
    }
}
