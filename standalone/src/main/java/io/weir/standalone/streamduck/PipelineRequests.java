package io.weir.standalone.streamduck;

import io.weir.client.model.BatchLimits;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.WarehouseTarget;
import io.weir.support.hash.Sha256;

/** What a mapping is as a pipeline. */
final class PipelineRequests {

    /** What the names of all pipelines begin with that are made of mappings. */
    static final String PREFIX = "streamduck-";

    private static final int MOST_OF_HUB = 40;
    private static final int MOST_OF_HASH = 8;

    private PipelineRequests() {}

    /**
     * The pipeline's name. As in StreamDuck the hub and the table together have one position: another hub or table is another
     * pipeline, and the number that a mapping has in a file says nothing.
     */
    static String name(Mapping mapping) {
        String place = mapping.source().address() + " " + mapping.target().address();
        String hub = mapping.source().hub();
        String begin = hub.substring(0, Math.min(MOST_OF_HUB, hub.length()));
        return PREFIX + begin + "-" + Sha256.hex(place).substring(0, MOST_OF_HASH);
    }

    /** The store of its hub. */
    static String source(Mapping mapping) {
        return name(mapping) + "-source";
    }

    /** The store of its table. */
    static String target(Mapping mapping) {
        return name(mapping) + "-target";
    }

    /** @param control where users look for how far it is */
    static CreatePipelineRequest of(Mapping mapping, Knobs knobs, ControlTable control) {
        StartPosition start = mapping.source().start();
        PipelineSource source = new PipelineSource()
                .store(source(mapping))
                .topic(mapping.source().hub())
                .consumerGroup(mapping.source().consumerGroup())
                .startPosition(
                        PipelineSource.StartPositionEnum.valueOf(start.kind().name()));
        if (start.kind() == StartPosition.Kind.SEQUENCE) {
            source.startSequences(start.sequences());
        }
        return new CreatePipelineRequest()
                .name(name(mapping))
                .format(CreatePipelineRequest.FormatEnum.RAW)
                .source(source)
                .target(new PipelineTarget()
                        .warehouse(new WarehouseTarget()
                                .store(target(mapping))
                                .table(mapping.target().table())
                                .progressView(control.qualified())))
                .batch(batch(mapping, knobs));
    }

    static BatchLimits batch(Mapping mapping, Knobs knobs) {
        return new BatchLimits()
                .maxRows(mapping.batch())
                .maxWaitMillis(knobs.longestWait().toMillis());
    }
}
