package io.weir.delta.checkpoint;

import io.weir.delta.action.Action;
import java.io.IOException;

/** Takes the state of a table, action by action, that is to become a checkpoint; memory stays the same. */
public interface CheckpointSink {

    /**
     * Adds an action; removes lose their statistics, and domain metadata that is removed is left out.
     *
     * @throws IllegalArgumentException if actions of this kind are in no checkpoint
     */
    void write(Action action) throws IOException;

    /** Adds a live file from the line of its commit, {@code {"add":{…}}}, without reading it: the quickest way. */
    void writeAddLine(String line) throws IOException;
}
