package io.weir.benchmarks.lookup;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lookups in a second over callers, a line for each shape, as an SVG picture. */
public final class LookupPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int EDGE = 60;
    private static final int LEGEND = 130;
    private static final int LINE = 18;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#d1495b", "#3a7d44", "#edae49", "#6c4f9c");

    private final LookupReport report;
    private final double mostCallers;
    private final double mostPerSecond;

    public LookupPlot(LookupReport report) {
        this.report = report;
        this.mostCallers =
                report.results().stream().mapToInt(LookupResult::callers).max().orElse(1);
        this.mostPerSecond = Math.max(
                1,
                report.results().stream()
                        .mapToDouble(LookupResult::perSecond)
                        .max()
                        .orElse(1));
    }

    public String svg() {
        List<LookupShape> shapes = List.of(LookupShape.values());
        String lines = IntStream.range(0, shapes.size())
                .mapToObj(place -> line(shapes.get(place), place))
                .collect(Collectors.joining());
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <path d="M%d,%d V%d H%d" fill="none" stroke="black"/>
                %s%s%s</svg>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        EDGE,
                        EDGE / 2,
                        HEIGHT - EDGE,
                        WIDTH - LEGEND,
                        text(4, EDGE / 2, String.format(Locale.ROOT, "%.0f/s", mostPerSecond)),
                        text(WIDTH - LEGEND - EDGE, HEIGHT - EDGE / 2, (int) mostCallers + " callers"),
                        lines);
    }

    private String line(LookupShape shape, int place) {
        String points = report.results().stream()
                .filter(result -> result.shape() == shape)
                .map(this::point)
                .collect(Collectors.joining(" "));
        String colour = COLOURS.get(place);
        int height = EDGE / 2 + LINE * place;
        return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>\n".formatted(colour, points)
                + "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>\n"
                        .formatted(WIDTH - LEGEND + LINE, height - 10, colour)
                + text(WIDTH - LEGEND + 2 * LINE, height, LookupReport.name(shape));
    }

    private String point(LookupResult result) {
        double right = (WIDTH - LEGEND - EDGE) * result.callers() / mostCallers;
        double up = (HEIGHT - EDGE - EDGE / 2.0) * result.perSecond() / mostPerSecond;
        return String.format(Locale.ROOT, "%.1f,%.1f", EDGE + right, HEIGHT - EDGE - up);
    }

    private static String text(int right, int down, String text) {
        return "<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(right, down, text);
    }
}
