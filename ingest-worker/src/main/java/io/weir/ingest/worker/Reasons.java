package io.weir.ingest.worker;

import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.sink.UnwritableTableException;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.transform.BrokenExpectationException;
import io.weir.ingest.warehouse.StatementTimeout;
import io.weir.ingest.warehouse.WarehouseHeldException;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.util.Locale;

/** Says in one line why a session ended, and whether the next one can do better. */
final class Reasons {

    private Reasons() {}

    /** Whether only somebody who changes something can help. */
    static boolean isLasting(Throwable failed) {
        if (failed instanceof ProblemException problem) {
            return problem.problem().status().is4xxClientError();
        }
        return failed instanceof BrokenExpectationException
                || failed instanceof UnwritableTableException
                || (failed instanceof DeltaException delta && delta.isLasting())
                || (failed instanceof SourceException source && source.isLasting());
    }

    /** Whether a table refused rows of which nobody knows which records are to blame. */
    static boolean isRefusal(Throwable failed) {
        return failed.getCause() instanceof SQLException refused && RefusedRecord.isWhy(refused);
    }

    /** The reason of one that was refused so many times. */
    static String ofRefusals(Throwable refused, int times) {
        return "a batch was refused " + times + " times in a row, and it is not known which records are to blame: "
                + of(refused);
    }

    /** Whether another process does the work, and this one has only to be there when it ends. */
    static boolean isStandby(Throwable failed) {
        return failed instanceof WarehouseHeldException;
    }

    /** Whether its message is all that there is to say, and where it came from would help nobody. */
    static boolean isSaid(Throwable failed) {
        return (failed instanceof SourceException && failed.getCause() == null)
                || DependencyAwayException.in(failed).isPresent();
    }

    static String of(Throwable failed) {
        String message = String.valueOf(failed.getMessage());
        if (isOfFullDisk(failed)) {
            return "the disk is full; free some space and it goes on by itself, nothing is lost (" + firstLine(message)
                    + ")";
        }
        if (StatementTimeout.ended(failed)) {
            return "a statement took longer than " + StatementTimeout.SETTING
                    + " and was ended; nothing of its batch is written, and it is tried again (" + firstLine(message)
                    + ")";
        }
        return firstLine(message);
    }

    /** Who could not write a file says which one; why is what lies behind that. */
    private static boolean isOfFullDisk(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            String lower = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (lower.contains("no space left") || lower.contains("disk full") || lower.contains("enospc")) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no reason given");
    }
}
