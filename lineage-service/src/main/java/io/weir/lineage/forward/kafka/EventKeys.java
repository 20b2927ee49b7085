package io.weir.lineage.forward.kafka;

import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.openlineage.RunMention;

/**
 * Keys of records, as OpenLineage's Kafka transport makes them.
 *
 * @see <a href="https://openlineage.io/docs/client/java/partials/java_transport">OpenLineage, transports: Kafka, messageKey</a>
 */
final class EventKeys {

    private EventKeys() {}

    /** {@code run:namespace/name} of the job or, if it has one, of its run's parent; {@code job:…} and {@code dataset:…} else. */
    static String of(LineageEvent event) {
        RunMention run = event.run();
        NodeName job = event.job();
        if (run != null && run.parent() != null) {
            return "run:" + text(run.parent().job().name());
        }
        if (job != null) {
            return (run == null ? "job:" : "run:") + text(job.name());
        }
        return "dataset:" + text(event.datasets().get(0).dataset().name());
    }

    private static String text(EntityName name) {
        return name.namespace() + "/" + name.name();
    }
}
