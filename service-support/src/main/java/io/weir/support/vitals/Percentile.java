package io.weir.support.vitals;

/** Shares of all calls that are asked for. */
enum Percentile {
    P50(0.50),
    P95(0.95),
    P99(0.99);

    private final double share;

    Percentile(double share) {
        this.share = share;
    }

    double share() {
        return share;
    }
}
