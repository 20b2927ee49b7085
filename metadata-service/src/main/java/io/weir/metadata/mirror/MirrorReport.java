package io.weir.metadata.mirror;

import java.util.List;

/**
 * What was found in a mirror's log, and what was done about it.
 *
 * @param sound whether the mirror is what it should be, now
 * @param fromVersion first version that was looked at
 * @param toVersion last version that was looked at; less than {@code fromVersion} if there was none to look at
 * @param missing versions whose log file is not there; what has expired and was taken away does not count
 * @param different versions whose log file has other bytes than the commit; never overwritten
 * @param restored versions whose log file was missing and was written again
 * @param replay how Delta Kernel's replay of the published version differs from Postgres; empty if it does not
 */
public record MirrorReport(
        String table,
        boolean sound,
        long fromVersion,
        long toVersion,
        List<Long> missing,
        List<Long> different,
        List<Long> restored,
        List<String> replay) {}
