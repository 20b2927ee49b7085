package io.weir.metadata.mirror;

/**
 * All tables together.
 *
 * @param liveFiles files that are live at the tables' heads
 * @param versions versions that are committed and not published
 * @param lagSeconds age of the oldest of them; 0 if there is none
 * @param lateTables tables whose mirror is 60 seconds or more behind
 * @param criticalTables tables whose mirror is 300 seconds or more behind, or stopped by a foreign log file
 */
public record Backlog(long liveFiles, long versions, double lagSeconds, long lateTables, long criticalTables) {}
