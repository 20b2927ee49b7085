package io.weir.support.vitals;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How this service is, over the last five minutes. It looks at its own counters every ten seconds, which takes it a millisecond; a call costs
 * nothing more than it did.
 */
public final class VitalSigns {

    /** From one look to the next. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    /** What is told of. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int MOST_SAMPLES = (int) WINDOW.dividedBy(INTERVAL);
    private static final int MOST_OPERATIONS = 30;

    private final CallTimers timers;
    private final @Nullable Pool pool;
    private final @Nullable DatabaseProbe database;
    private final OpenBreakers breakers;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    VitalSigns(
            CallTimers timers,
            @Nullable Pool pool,
            @Nullable DatabaseProbe database,
            OpenBreakers breakers,
            Clock clock) {
        this.timers = timers;
        this.pool = pool;
        this.database = database;
        this.breakers = breakers;
        this.clock = clock;
        take();
    }

    /** Remembers what was counted until now. */
    synchronized void take() {
        if (samples.size() == MOST_SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(now());
    }

    private Sample now() {
        return new Sample(clock.instant(), timers.read(), pool == null ? null : pool.read());
    }

    /** As it is now. Waits for the database, a second at most. */
    public Vitals ask() {
        List<Sample> taken = taken();
        Sample first = taken.get(0);
        Sample middle = taken.get(taken.size() / 2);
        Sample last = taken.get(taken.size() - 1);
        Sample window = last.since(first);
        List<Part> parts = parts(window);
        return new Vitals(
                Level.worst(parts.stream().map(Part::level)),
                Trend.between(middle.since(first).all(), last.since(middle).all()),
                parts,
                window.pool(),
                busiest(window),
                points(taken));
    }

    private synchronized List<Sample> taken() {
        List<Sample> taken = new ArrayList<>(samples);
        taken.add(now());
        return taken;
    }

    private List<Part> parts(Sample window) {
        return Stream.concat(
                        database == null ? Stream.of() : Stream.of(database.ask(), Judgement.ofPool(window.pool())),
                        Stream.of(Judgement.ofCalls(window.all()), breakers.ask()))
                .toList();
    }

    private static List<OperationFigures> busiest(Sample window) {
        return window.operations().entrySet().stream()
                .map(entry -> OperationFigures.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(OperationFigures::calls)
                        .reversed()
                        .thenComparing(OperationFigures::operation))
                .limit(MOST_OPERATIONS)
                .toList();
    }

    private static List<VitalPoint> points(List<Sample> taken) {
        List<VitalPoint> points = new ArrayList<>();
        for (int index = 1; index < taken.size(); index++) {
            points.add(taken.get(index).pointSince(taken.get(index - 1)));
        }
        return List.copyOf(points);
    }
}
