package io.weir.lineage.forward;

import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.openlineage.RunMention;
import io.weir.support.outbox.Outbox;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Writes the platform's own events down for the endpoint outside, in the transaction that takes them: each is sent at
 * least once, and those of one run in the order in which they were taken. What came in from outside is never echoed.
 */
@Component
public class Forwarding {

    /** Runs share keys, so that an endpoint that is away is asked by a few and not by every run. */
    private static final int KEYS = 8;

    private final @Nullable Outbox outbox;

    Forwarding(ForwardSettings settings, ObjectProvider<Outbox> outbox) {
        this.outbox = settings.enabled() ? outbox.getObject() : null;
    }

    /** Needs a running transaction. One statement for each event that is the platform's own; none while this is off. */
    public void append(List<LineageEvent> taken) {
        if (outbox != null) {
            for (LineageEvent event : taken) {
                if (event.own()) {
                    outbox.appendExternal(key(event), event.body());
                }
            }
        }
    }

    private static String key(LineageEvent event) {
        return "openlineage/" + Math.floorMod(subject(event).hashCode(), KEYS);
    }

    private static UUID subject(LineageEvent event) {
        RunMention run = event.run();
        NodeName job = event.job();
        if (run != null) {
            return run.id();
        }
        return job == null ? event.datasets().get(0).dataset().key() : job.key();
    }
}
