package io.weir.standalone.streamduck;

import java.time.Duration;

/**
 * What holds for all mappings.
 *
 * @param batch most events in a transaction of mappings that do not say so themselves
 * @param longestWait longest time that an event waits for others
 * @param mappings most that run at once
 * @param healthCheck how often a line is printed though nothing happens
 * @param restarts how often a failed pipeline is started again
 * @param restartDelay how long after it failed
 */
record Knobs(
        int batch, Duration longestWait, int mappings, Duration healthCheck, int restarts, Duration restartDelay) {}
