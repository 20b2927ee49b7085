package io.weir.standalone.streamduck;

import io.weir.client.model.PartitionProgress;
import io.weir.client.model.PipelineProgress;
import io.weir.client.model.PipelineProgress.StateEnum;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is said of a mapping's pipeline while it runs, and when it is started again after a failure. */
final class MappingWatch {

    private final Mapping mapping;
    private final Knobs knobs;
    private final PrintWriter out;
    private @Nullable PipelineProgress last;
    private Instant lastLook = Instant.EPOCH;
    private Instant lastLine = Instant.EPOCH;
    private @Nullable Instant failedAt;
    private @Nullable String told;
    private int restarts;

    MappingWatch(Mapping mapping, Knobs knobs, PrintWriter out) {
        this.mapping = mapping;
        this.knobs = knobs;
        this.out = out;
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
        return failedAt != null && restarts >= knobs.restarts();
    }

    private boolean isToRestart(PipelineProgress progress, Instant now) {
        if (progress.getState() != StateEnum.FAILED) {
            failedAt = null;
            return false;
        }
        if (failedAt == null) {
            failedAt = now;
        }
        if (restarts >= knobs.restarts() || now.isBefore(failedAt.plus(knobs.restartDelay()))) {
            return false;
        }
        restarts++;
        failedAt = null;
        out.printf("  %s  starting again (%d of %d)%n", mapping.source().hub(), restarts, knobs.restarts());
        return true;
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
