package io.weir.ingest.run;

import java.util.UUID;

/** Tells lineage of runs. Each is called in the transaction that makes it true, and is delivered if that commits. */
public interface RunEvents {

    void started(String pipeline, UUID run, RunData data);

    /** The run took all that it was asked to take. */
    void completed(String pipeline, UUID run, RunData data);

    /** The run has read and written so much by now, whether it ended meanwhile or goes on. */
    void told(String pipeline, UUID run, RunData data);

    /**
     * The run was stopped by somebody.
     *
     * @param data what it had read and written by then, as far as that is known; a batch that was in hand is told of later
     */
    void aborted(String pipeline, UUID run, RunData data);

    /**
     * The run cannot go on.
     *
     * @param data what it had read and written, as far as that is known
     */
    void failed(String pipeline, UUID run, String reason, RunData data);
}
