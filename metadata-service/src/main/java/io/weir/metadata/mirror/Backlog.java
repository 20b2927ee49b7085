package io.weir.metadata.mirror;

/**
 * All tables together.
 *
 * @param liveFiles files that are live at the tables' heads
 * @param versions versions that are committed and not published
 * @param lagSeconds age of the oldest of them; 0 if there is none
 */
public record Backlog(long liveFiles, long versions, double lagSeconds) {}
