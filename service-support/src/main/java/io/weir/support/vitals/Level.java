package io.weir.support.vitals;

import java.util.Comparator;
import java.util.stream.Stream;

/** How well something is; the later, the worse. */
public enum Level {
    HEALTHY,
    /** It works; somebody should look before it does not. */
    WARNING,
    /** Some of its callers feel it. */
    UNHEALTHY,
    /** It does not do what it is for. */
    CRITICAL;

    /** Of a whole, which is as well as the worst of its parts; of nothing, healthy. */
    public static Level worst(Stream<Level> parts) {
        return parts.max(Comparator.naturalOrder()).orElse(HEALTHY);
    }

    /**
     * Of a figure that is the worse the higher it is.
     *
     * @param warning from which on it is a warning
     * @param unhealthy from which on its callers feel it
     * @param critical from which on nothing is left
     */
    static Level of(double figure, double warning, double unhealthy, double critical) {
        if (figure >= critical) {
            return CRITICAL;
        } else if (figure >= unhealthy) {
            return UNHEALTHY;
        }
        return figure >= warning ? WARNING : HEALTHY;
    }
}
