package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.descriptor.DescriptorSources;
import io.weir.ingest.protobuf.DescriptorSet;
import io.weir.ingest.protobuf.DescriptorsRefusedException;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The descriptors that pipelines read records by: which there are now, and that their source stays. */
@Component
class PipelineDescriptors {

    private final DescriptorSources sources;

    PipelineDescriptors(DescriptorSources sources) {
        this.sources = sources;
    }

    /** Options with the descriptors as they are now; without any where there is no such source. */
    @Nullable
    ProtobufOptions current(@Nullable ProtobufOptions asked) {
        if (asked == null || asked.source() == null || asked.message() == null) {
            return asked;
        }
        String message = asked.message();
        return asked.with(sources.content(asked.source())
                .map(content -> needed(content, message))
                .orElse(null));
    }

    private static String needed(byte[] content, String message) {
        try {
            return Base64.getEncoder()
                    .encodeToString(DescriptorSet.parse(content).needed(message));
        } catch (DescriptorsRefusedException broken) {
            throw new IllegalStateException("descriptors that were looked at cannot be read", broken);
        }
    }

    /** Refuses descriptors that somebody brings along: they are looked up. */
    static void requireNone(@Nullable ProtobufOptions asked) {
        if (asked != null && asked.descriptors() != null) {
            throw ProblemException.invalid(
                    "protobuf.descriptors", "is not given", null, "nothing: they are looked up by the source's name");
        }
    }

    /** Has nobody remove the source before the transaction in hand ends; says whether it is there, or none is named. */
    boolean hold(@Nullable ProtobufOptions protobuf) {
        return protobuf == null || sources.hold(Objects.requireNonNull(protobuf.source()));
    }

    /** In the transaction that keeps a definition: has its source stay as long as it is there. */
    void hold(PipelineDefinition definition) {
        if (!hold(definition.protobuf())) {
            FieldProblem problem = new FieldProblem("protobuf.source", "was just removed", null, "one that there is");
            throw new ProblemException(IngestProblem.PIPELINE_INVALID, PipelineRules.sentence(List.of(problem)))
                    .with("errors", List.of(problem));
        }
    }
}
