package io.weir.lineage.openlineage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run event announces. */
public enum EventType {
    OTHER(0),
    START(1),
    RUNNING(2),
    COMPLETE(3),
    FAIL(3),
    ABORT(3);

    private static final int TERMINAL_RANK = 3;

    private final int rank;

    EventType(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }

    /** Whether it ends the run. */
    public boolean isTerminal() {
        return rank == TERMINAL_RANK;
    }

    /** Whether it says that the run has begun and goes on. */
    public boolean isRunning() {
        return this == START || this == RUNNING;
    }

    /** Reads the name in any case. */
    static Optional<EventType> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Stream.of(values()).filter(type -> type.name().equals(upper)).findFirst();
    }
}
