package io.weir.ingest.pipeline;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline is doing. Which state can follow which is said by the methods that each state has; a move that is
 * not legal cannot be written.
 */
public sealed interface PipelineState {

    /** The state's name in the API and the database. */
    Name name();

    /** The run that it belongs to; the last one where it does not run. */
    @Nullable
    UUID runId();

    /** Names of the states. */
    enum Name {
        CREATED,
        RUNNING,
        DRAINING,
        PAUSED,
        STOPPED,
        FAILED
    }

    /** Can be started: its run begins. */
    sealed interface Idle extends PipelineState permits Created, Stopped, Failed {
        default Running start(UUID newRun) {
            return new Running(newRun);
        }
    }

    /** Has a run that did not end: only what ends it lets somebody change the pipeline, or remove it. */
    sealed interface Begun extends PipelineState permits Active, Paused {
        @Override
        UUID runId();

        default Stopped stop() {
            return new Stopped(runId());
        }
    }

    /** Is at work; a worker that starts resumes it with the same run. */
    sealed interface Active extends Begun permits Running, Draining {
        default Paused pause() {
            return new Paused(this);
        }

        default Failed fail(String reason) {
            return new Failed(runId(), reason);
        }
    }

    /** Was never started. */
    record Created() implements Idle {
        @Override
        public Name name() {
            return Name.CREATED;
        }

        @Override
        public @Nullable UUID runId() {
            return null;
        }
    }

    /** Takes what comes. */
    record Running(UUID runId) implements Active {
        /**
         * Goes on to these ends only.
         *
         * @param ends sequence before which to stop, of each partition
         */
        public Draining drain(Map<Integer, Long> ends) {
            return new Draining(runId, ends);
        }

        @Override
        public Name name() {
            return Name.RUNNING;
        }
    }

    /** Takes what the topic held when asked to drain, then stops. */
    record Draining(UUID runId, Map<Integer, Long> ends) implements Active {
        public Draining {
            ends = Map.copyOf(ends);
        }

        @Override
        public Name name() {
            return Name.DRAINING;
        }
    }

    /**
     * Rests in the middle of its run, and holds nothing meanwhile.
     *
     * @param resume what it was at, and goes on with
     */
    record Paused(Active resume) implements Begun {
        @Override
        public Name name() {
            return Name.PAUSED;
        }

        @Override
        public UUID runId() {
            return resume.runId();
        }
    }

    /** Was stopped, or has drained. */
    record Stopped(UUID runId) implements Idle {
        @Override
        public Name name() {
            return Name.STOPPED;
        }
    }

    /** Cannot go on by itself. */
    record Failed(UUID runId, String reason) implements Idle {
        @Override
        public Name name() {
            return Name.FAILED;
        }
    }
}
