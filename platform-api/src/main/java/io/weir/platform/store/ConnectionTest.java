package io.weir.platform.store;

/**
 * What came of trying to reach a store.
 *
 * @param detail in one sentence, what answered or what is in the way
 * @param latencyMillis time that it took
 */
public record ConnectionTest(boolean ok, String detail, long latencyMillis) {}
