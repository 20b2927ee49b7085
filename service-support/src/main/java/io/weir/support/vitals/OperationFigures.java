package io.weir.support.vitals;

/**
 * Calls of one operation in the last minutes.
 *
 * @param operation method and path, as in {@code GET /api/v1/tables/{table}}
 * @param calls how many were answered
 * @param successRate share of them that the service did not fail at, from 0 to 1
 * @param p50Millis what half of them took at most, in milliseconds
 * @param p95Millis the same of 95 of 100
 * @param p99Millis the same of 99 of 100
 */
public record OperationFigures(
        String operation, long calls, double successRate, double p50Millis, double p95Millis, double p99Millis) {

    static OperationFigures of(String operation, CallCounts counts) {
        return new OperationFigures(
                operation,
                counts.calls(),
                1 - counts.failedShare(),
                counts.millis(Percentile.P50),
                counts.millis(Percentile.P95),
                counts.millis(Percentile.P99));
    }
}
