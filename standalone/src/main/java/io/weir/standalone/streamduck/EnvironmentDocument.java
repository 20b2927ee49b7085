package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What programs are told of an environment. It has no secret.
 *
 * @param valid whether it can be run
 */
record EnvironmentDocument(boolean valid, List<Row> mappings, List<String> warnings, List<Fault> faults) {

    /** One mapping. */
    record Row(
            String number,
            String namespace,
            String hub,
            String consumerGroup,
            String begins,
            String database,
            String table,
            int batch,
            @Nullable List<Right> rights) {

        static Row of(Mapping mapping, boolean withRights) {
            HubSource source = mapping.source();
            return new Row(
                    mapping.number(),
                    source.namespace(),
                    source.hub(),
                    source.consumerGroup(),
                    source.start().kind().name(),
                    mapping.target().database(),
                    mapping.target().table(),
                    mapping.batch(),
                    withRights ? Right.of(mapping) : null);
        }
    }

    static EnvironmentDocument of(StreamDuckEnvironment environment, boolean withRights) {
        return new EnvironmentDocument(
                environment.faults().isEmpty(),
                environment.mappings().stream()
                        .map(mapping -> Row.of(mapping, withRights))
                        .toList(),
                environment.warnings(),
                environment.faults());
    }
}
