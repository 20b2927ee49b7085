package io.weir.support.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.support.outbox.DeliveryOutcome.Delivered;
import io.weir.support.outbox.DeliveryOutcome.Failed;
import io.weir.support.outbox.DeliveryOutcome.Refused;
import java.util.Locale;

/** Counts attempts as {@code weir.outbox.attempts}, by destination and outcome. */
final class Deliveries {

    private final MeterRegistry meters;

    Deliveries(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Destination destination, DeliveryOutcome outcome) {
        meters.counter(
                        "weir.outbox.attempts",
                        "destination",
                        destination.name().toLowerCase(Locale.ROOT),
                        "outcome",
                        label(outcome))
                .increment();
    }

    private static String label(DeliveryOutcome outcome) {
        if (outcome instanceof Delivered) {
            return "delivered";
        }
        if (outcome instanceof Refused) {
            return "refused";
        }
        return outcome instanceof Failed ? "failed" : "abandoned";
    }
}
