package io.weir.ingest.pipeline;

import org.springframework.stereotype.Component;

/**
 * What definitions name and have a copy of, so that a run goes on as it began: functions and descriptors. They are looked up
 * when a pipeline is made, changed or started, and stay as long as it names them.
 */
@Component
public class PipelineCopies {

    private final PipelineFunctions functions;
    private final PipelineDescriptors descriptors;

    PipelineCopies(PipelineFunctions functions, PipelineDescriptors descriptors) {
        this.functions = functions;
        this.descriptors = descriptors;
    }

    /** A definition with all of it as it is now. */
    PipelineDefinition current(PipelineDefinition definition) {
        PipelineDefinition described =
                definition.withCopies(descriptors.current(definition.protobuf()), definition.called());
        return described.withCopies(described.protobuf(), functions.current(described));
    }

    /** Refuses what somebody brings along. */
    static void requireNone(PipelineDefinition asked) {
        PipelineFunctions.requireNone(asked);
        PipelineDescriptors.requireNone(asked.protobuf());
    }

    /** In the transaction that keeps a definition: has what it names stay as long as it is there. */
    void hold(PipelineDefinition definition) {
        functions.hold(definition);
        descriptors.hold(definition);
    }
}
