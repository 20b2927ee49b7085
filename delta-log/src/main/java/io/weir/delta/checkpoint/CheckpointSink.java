package io.weir.delta.checkpoint;

import io.weir.delta.action.Action;
import java.io.IOException;
import java.io.OutputStream;

/** Takes the state of a table, action by action, that is to become a checkpoint; memory stays the same. */
public interface CheckpointSink {

    /**
     * Adds an action; removes lose their statistics, and domain metadata that is removed is left out.
     *
     * @throws IllegalArgumentException if actions of this kind are in no checkpoint
     */
    void write(Action action) throws IOException;

    /** Where lines come from. */
    interface Lines {

        /** Writes them, each with its line end, and tells how many they were. */
        long writeTo(OutputStream out) throws IOException;
    }

    /**
     * Adds live files without reading them: the quickest way.
     *
     * @param bodies what stands behind the key of the files' add actions: an object of JSON in UTF-8 for each
     */
    void writeAdds(Lines bodies) throws IOException;
}
