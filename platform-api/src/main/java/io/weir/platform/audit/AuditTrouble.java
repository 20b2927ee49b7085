package io.weir.platform.audit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the program's log that entries cannot be written: once when it begins, and once when it is over for a while, with how many
 * were lost meanwhile. However many they are, and however long it takes, it is these two lines. For one thread.
 */
final class AuditTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrouble.class);

    private final Duration quiet;
    private long beganAt;
    private long lastAt;
    private long withoutPlace;
    private long unwritable;
    private boolean under;

    /** @param quiet how long nothing has to go wrong for it to be over */
    AuditTrouble(Duration quiet) {
        this.quiet = quiet;
    }

    /** The database takes nothing now. */
    void waits(int entries, RuntimeException why) {
        if (begins()) {
            LOG.error("{} entries of the audit log wait, and more will: they cannot be written now", entries, why);
        }
    }

    /** The database will never take an entry. */
    void cannotKeep(AuditEntry entry, RuntimeException why) {
        unwritable++;
        if (begins()) {
            LOG.error("{} is lost, for the database cannot keep it: {}", line(entry), why.getMessage());
        }
    }

    /** Entries had no place to wait in. */
    void hadNoPlace(long entries) {
        withoutPlace += entries;
        if (entries > 0 && begins()) {
            LOG.error("{} entries of the audit log had no place and are lost", entries);
        }
    }

    /** Whatever there was is written. */
    void isWritten() {
        if (under && System.nanoTime() - lastAt >= quiet.toNanos()) {
            end("entries of the audit log are written again", 0);
        }
    }

    /** Nothing is written any more. */
    void ends(int unwritten) {
        if (under || unwritten > 0) {
            end("the audit log is closed", unwritten);
        }
    }

    private void end(String how, int unwritten) {
        under = false;
        LOG.error(
                "{} after {} s: {} were lost that had no place, {} that the database cannot keep, {} that were not written",
                how,
                Duration.ofNanos(System.nanoTime() - beganAt).toSeconds(),
                withoutPlace,
                unwritable,
                unwritten);
        withoutPlace = 0;
        unwritable = 0;
    }

    private boolean begins() {
        boolean first = !under;
        lastAt = System.nanoTime();
        if (first) {
            under = true;
            beganAt = lastAt;
        }
        return first;
    }

    /** Whatever somebody had written into it, it is one line. */
    private static String line(AuditEntry entry) {
        return entry.toString().replaceAll("\\p{C}", "?");
    }
}
