package io.weir.standalone.streamduck;

import io.weir.client.model.PartitionProgress;
import io.weir.client.model.PipelineProgress;
import io.weir.client.model.PipelineProgress.StateEnum;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is said of a mapping's pipeline while it runs, and when it is started again after a failure. */
final class MappingWatch {

    /** A model that is less sure decides nothing. */
    private static final double LEAST_CONFIDENCE = 0.5;

    private final Mapping mapping;
    private final Knobs knobs;
    private final PrintWriter out;
    private @Nullable PipelineProgress last;
    private Instant lastLook = Instant.EPOCH;
    private Instant lastLine = Instant.EPOCH;
    private @Nullable Instant failedAt;
    private @Nullable String told;
    private final @Nullable RetryAdvisor advisor;
    private @Nullable CompletableFuture<Optional<RetryAdvice>> asked;
    private @Nullable RetryAdvice advice;
    private int restarts;

    /** By fixed rules. */
    MappingWatch(Mapping mapping, Knobs knobs, PrintWriter out) {
        this(mapping, knobs, out, null);
    }

    /** @param advisor is asked about failures; fixed rules hold where it has no answer */
    MappingWatch(Mapping mapping, Knobs knobs, PrintWriter out, @Nullable RetryAdvisor advisor) {
        this.mapping = mapping;
        this.knobs = knobs;
        this.out = out;
        this.advisor = advisor;
    }

    Mapping mapping() {
        return mapping;
    }

    /** Says what is new; {@code true} if the pipeline is to be started again now. */
    boolean observe(PipelineProgress progress, Instant now) {
        tellObstacle(progress);
        boolean news = last == null || !progress.getReceived().equals(last.getReceived());
        if (news || Duration.between(lastLine, now).compareTo(knobs.healthCheck()) >= 0) {
            tellProgress(progress, now);
        }
        if (last != null && progress.getReceived() > last.getReceived()) {
            restarts = 0;
        }
        last = progress;
        lastLook = now;
        return isToRestart(progress, now);
    }

    /** Whether it has failed as often as it may. */
    boolean isLost() {
        return failedAt != null && asked == null && (isRefused() || restarts >= mostRestarts());
    }

    private boolean isToRestart(PipelineProgress progress, Instant now) {
        if (progress.getState() != StateEnum.FAILED) {
            failedAt = null;
            return false;
        }
        if (failedAt == null) {
            failedAt = now;
            ask(String.valueOf(progress.getFailure()));
        }
        if (!isDecided(String.valueOf(progress.getFailure()))
                || isRefused()
                || restarts >= mostRestarts()
                || now.isBefore(failedAt.plus(advice == null ? knobs.restartDelay() : advice.pause()))) {
            return false;
        }
        restarts++;
        failedAt = null;
        out.printf("  %s  starting again (%d of %d)%n", mapping.source().hub(), restarts, mostRestarts());
        return true;
    }

    private void ask(String failure) {
        advice = null;
        asked = advisor == null || restarts >= advisor.model().attempts() ? null : advisor.ask(failure, restarts);
    }

    /** Whether the model has answered, or will not. */
    private boolean isDecided(String failure) {
        if (asked == null) {
            return true;
        }
        if (!asked.isDone()) {
            return false;
        }
        Optional<RetryAdvice> answer = asked.join();
        asked = null;
        advice = answer.filter(given -> given.confidence() >= LEAST_CONFIDENCE).orElse(null);
        if (advisor != null) {
            answer.ifPresent(given -> advisor.remember(failure, given));
        }
        tellAdvice(answer);
        return true;
    }

    private void tellAdvice(Optional<RetryAdvice> answer) {
        String said = answer.map(given -> (given.shouldRetry()
                                ? "start it again after " + given.pause().toSeconds() + " s"
                                : "leave it")
                        + ": " + given.reasoning()
                        + (given.confidence() < LEAST_CONFIDENCE ? " (not sure: fixed rules hold)" : ""))
                .orElse("no answer: fixed rules hold");
        out.printf("  %s  the model says: %s%n", mapping.source().hub(), said);
    }

    private boolean isRefused() {
        return advice != null && !advice.shouldRetry();
    }

    private int mostRestarts() {
        return advice == null || advisor == null
                ? knobs.restarts()
                : advisor.model().attempts();
    }

    private void tellProgress(PipelineProgress progress, Instant now) {
        long lag = progress.getPartitions().stream()
                .mapToLong(PartitionProgress::getLag)
                .sum();
        out.printf(
                "  %s → %s  %s  %,d rows, %,d dead letters, %,d to come%s%n",
                mapping.source().hub(),
                mapping.target().table(),
                progress.getState(),
                progress.getWritten(),
                progress.getDeadLettered(),
                lag,
                rate(progress, now));
        out.flush();
        lastLine = now;
    }

    private String rate(PipelineProgress progress, Instant now) {
        double seconds = Duration.between(lastLook, now).toMillis() / 1e3;
        if (last == null || seconds <= 0) {
            return "";
        }
        return String.format(", %,d/s", Math.round((progress.getReceived() - last.getReceived()) / seconds));
    }

    private void tellObstacle(PipelineProgress progress) {
        @Nullable String failure = progress.getFailure();
        if (failure == null) {
            told = null;
        } else {
            tell(progress.getState() == StateEnum.FAILED ? "failed" : "waiting", failure);
        }
    }

    /** Says, once, what keeps the pipeline from going on or from telling how far it is. */
    void tellObstacle(String obstacle) {
        tell("waiting", obstacle);
    }

    private void tell(String what, String why) {
        if (!why.equals(told)) {
            out.printf("  %s  %s: %s%n", mapping.source().hub(), what, why);
            out.flush();
            told = why;
        }
    }
}
