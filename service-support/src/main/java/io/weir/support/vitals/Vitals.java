package io.weir.support.vitals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service is.
 *
 * @param level that of its worst part
 * @param trend where it is going
 * @param parts what it needs to be well
 * @param pool of its database's connections; absent where it has none
 * @param operations the busiest ones of the last minutes
 * @param points the last minutes, the earliest first
 */
public record Vitals(
        Level level,
        Trend trend,
        List<Part> parts,
        @Nullable PoolUse pool,
        List<OperationFigures> operations,
        List<VitalPoint> points) {

    /** Where each service tells it to the gateway. */
    public static final String PATH = "/internal/v1/vitals";
}
