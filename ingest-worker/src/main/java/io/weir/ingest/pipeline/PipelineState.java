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
        STOPPED,
        FAILED
    }

    /** Can be started: its run begins. */
    sealed interface Idle extends PipelineState permits Created, Stopped, Failed {
        default Running start(UUID newRun) {
            return new Running(newRun);
        }
    }

    /** Is at work; a worker that starts resumes it with the same run. */
    sealed interface Active extends PipelineState permits Running, Draining {
        @Override
        UUID runId();

        default Stopped stop() {
            return new Stopped(runId());
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
