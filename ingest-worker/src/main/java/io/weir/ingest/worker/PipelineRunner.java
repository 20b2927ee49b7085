package io.weir.ingest.worker;

import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.support.request.ResourceIds;
import io.weir.support.retry.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Keeps one pipeline at work: session after session, with growing pauses between those that fail, until it has
 * drained, is stopped, or cannot go on.
 */
final class PipelineRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineRunner.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));

    /** Within so long those come back who waited for the same dependency. */
    private static final long TOGETHER_MILLIS = 500;

    /** What another transaction was the reason of is over by then. */
    private static final int MOST_REFUSALS = 5;

    /** A session that lived this long, or wrote anything, ended for a new reason. */
    private static final long SOUND_NANOS = Duration.ofMinutes(1).toNanos();

    private final String name;
    private final Sessions sessions;
    private final PipelineStates states;
    private final Thread thread;
    private final Alarm alarm = new Alarm();
    private volatile @Nullable PipelineState state;
    private volatile @Nullable String failure;
    private volatile @Nullable SessionProgress progress;
    private volatile boolean standby;
    private volatile boolean closed;
    private @Nullable UUID run;

    /** As it was when its last session reached its targets, until lineage knows what its run has read and written. */
    private @Nullable Pipeline untold;

    private int failures;

    /** Sessions in a row that wrote nothing, since a table refused their first batch. */
    private int refusals;

    PipelineRunner(String name, Sessions sessions, PipelineStates states) {
        this.name = name;
        this.sessions = sessions;
        this.states = states;
        this.thread = new Thread(this::work, "weir-pipeline-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Why it cannot go on just now, if it cannot. */
    @Nullable
    String failure() {
        return failure;
    }

    /** How far the session is, or was. */
    @Nullable
    SessionProgress progress() {
        return progress;
    }

    /** How far the session is that is at work; none between two. */
    Optional<SessionProgress> live() {
        SessionProgress now = progress;
        return Optional.ofNullable(now).filter(session -> isAlive() && session.isLive());
    }

    /** How far it is with the partitions that it reads now. */
    List<PartitionProgress> read() {
        SessionProgress now = progress;
        return now == null || !isAlive() ? List.of() : now.read();
    }

    /**
     * Whether it had something to do since this was last asked, or may have: what cannot go on is not idle; who stands by for
     * another process is.
     */
    boolean takeBusy() {
        SessionProgress now = progress;
        return isAlive() && !standby && (now == null || now.takeBusy() || failure != null);
    }

    /** Tells what the pipeline is to do, as it is in the database. */
    void observe(PipelineState now) {
        boolean same = now.equals(state);
        state = now;
        if (!same) {
            wakeUp();
        }
    }

    private void wakeUp() {
        alarm.ring();
        synchronized (this) {
            notifyAll();
        }
    }

    private void work() {
        MDC.put(ResourceIds.PIPELINE, name);
        while (!closed) {
            long began = System.nanoTime();
            SessionProgress before = progress;
            try {
                Optional<Pipeline> pipeline = states.active(name);
                if (pipeline.isEmpty()) {
                    tellOfOtherThan(null);
                    return;
                }
                tellOfOtherThan(pipeline.get().state().runId());
                runSession(pipeline.get());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception | LinkageError failed) {
                boolean sound = System.nanoTime() - began > SOUND_NANOS || (progress != before && progressed());
                failures = sound ? 1 : failures + 1;
                countRefusal(failed, progress != before && progressed());
                if (endsWith(failed) || !pause(failed)) {
                    return;
                }
            }
        }
    }

    private void runSession(Pipeline pipeline) throws Exception {
        state = pipeline.state();
        run = pipeline.state().runId();
        MDC.put(ResourceIds.RUN, String.valueOf(run));
        boolean drained = sessions.run(pipeline, this::current, entered -> entered(pipeline, entered), alarm);
        failure = null;
        failures = 0;
        refusals = 0;
        if (drained) {
            states.drained(pipeline);
            untold = null;
        }
    }

    /** Whatever is at work here next, of the run before lineage is to know how far it came. */
    private void tellOfOtherThan(@Nullable UUID next) {
        Pipeline left = untold;
        if (left != null && !Objects.equals(left.state().runId(), next)) {
            untold = null;
            states.left(left);
        }
    }

    private void entered(Pipeline pipeline, SessionProgress entered) {
        untold = pipeline;
        standby = false;
        progress = entered;
    }

    /**
     * What to do now; a runner that is closed stops without its pipeline being stopped. A session ends with its run: what
     * was started after it may begin elsewhere, and do something else.
     */
    private PipelineState current() {
        PipelineState now = state;
        if (failure != null && (progressed() || hasNothingLeft())) {
            failure = null;
        }
        return closed || now == null || !Objects.equals(now.runId(), run) ? new PipelineState.Created() : now;
    }

    private boolean progressed() {
        SessionProgress now = progress;
        return now != null && now.hasWritten();
    }

    /** Who has taken all that there is cannot show by a batch that it can go on. */
    private boolean hasNothingLeft() {
        SessionProgress now = progress;
        return now != null && now.hasNothingLeft();
    }

    private void countRefusal(Throwable failed, boolean wrote) {
        int before = wrote ? 0 : refusals;
        refusals = Reasons.isRefusal(failed) ? before + 1 : 0;
    }

    private boolean endsWith(Throwable failed) {
        boolean refused = refusals >= MOST_REFUSALS;
        String reason = refused ? Reasons.ofRefusals(failed, refusals) : Reasons.of(failed);
        if (refused || Reasons.isLasting(failed)) {
            LOG.error("pipeline {} cannot go on: {}", name, reason, failed);
            states.failed(name, run, reason);
            tellOfOtherThan(null);
            failure = reason;
            return true;
        }
        failure = reason;
        if (Reasons.isStandby(failed)) {
            tellOfStandby(reason);
        } else if (Reasons.isSaid(failed)) {
            LOG.warn("pipeline {} tries again: {}", name, reason);
        } else {
            LOG.warn("pipeline {} tries again: {}", name, reason, failed);
        }
        return false;
    }

    /** Once, and not at each try. */
    private void tellOfStandby(String reason) {
        if (!standby) {
            LOG.info("pipeline {} stands by here: {}", name, reason);
        }
        standby = true;
    }

    /** Waits until a dependency is called again, or else longer with each failure in a row; says whether to go on. */
    private boolean pause(Throwable failed) {
        Duration wait = DependencyAwayException.in(failed)
                .map(away ->
                        away.remaining().plusMillis(ThreadLocalRandom.current().nextLong(TOGETHER_MILLIS)))
                .orElseGet(() -> BACKOFF.after(failures, ThreadLocalRandom.current()));
        long until = System.nanoTime() + wait.toNanos();
        synchronized (this) {
            for (long millis = millisTo(until); millis > 0 && !closed; millis = millisTo(until)) {
                try {
                    wait(millis);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return !closed;
    }

    private static long millisTo(long nanoTime) {
        return (nanoTime - System.nanoTime()) / 1_000_000;
    }

    /** Ends after the batch in hand; the pipeline stays as it is in the database. */
    void close() {
        closed = true;
        wakeUp();
    }

    void awaitEnd(Duration longest) throws InterruptedException {
        thread.join(longest.toMillis());
    }
}
