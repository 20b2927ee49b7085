package io.weir.benchmarks.report;

/**
 * One result.
 *
 * @param name what was measured, for example {@code ingest.warehouse}
 * @param ours our figure
 * @param peer the other's figure, or the limit that ours must keep
 * @param ratio ours divided by the peer's; of times, which are better if shorter, the peer's divided by ours
 * @param unit of both figures; a limit's says so
 */
public record Comparison(String name, double ours, double peer, double ratio, String unit) {

    private static final double PRECISION = 1000;

    /** More is better. */
    public static Comparison speed(String name, double ours, double peer, String unit) {
        return new Comparison(name, Math.round(ours), Math.round(peer), rounded(ours / peer), unit);
    }

    /** Less is better: the ratio tells how many times faster ours is. */
    public static Comparison time(String name, double ours, double peer, String unit) {
        return new Comparison(name, rounded(ours), rounded(peer), rounded(peer / ours), unit);
    }

    /** Less is better, and {@code limit} is the most. */
    public static Comparison limit(String name, double ours, double limit, String unit) {
        return new Comparison(name, rounded(ours), limit, rounded(ours / limit), unit + " (limit)");
    }

    private static double rounded(double figure) {
        return Math.round(figure * PRECISION) / PRECISION;
    }
}
