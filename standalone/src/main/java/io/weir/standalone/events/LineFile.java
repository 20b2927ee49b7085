package io.weir.standalone.events;

import java.nio.file.Path;

/**
 * A file with one event a line.
 *
 * @param origin the file that the events come from, as it was named
 * @param lines where the lines are: the origin itself, or what was staged from it
 * @param count lines that are not blank
 * @param fingerprint identity of the origin's content
 */
record LineFile(Path origin, Path lines, long count, String fingerprint) {

    /**
     * Counts the lines and looks at their length and at the end of the last one.
     *
     * @throws EventSourceException if there is no line, one is too long, or the file is cut off
     */
    static LineFile scan(Path origin, Path lines, String fingerprint) {
        long count = 0;
        try (LineReader reader = LineReader.open(lines)) {
            while (reader.advance()) {
                count++;
                if (!reader.terminated()) {
                    checkWhole(origin, reader);
                }
            }
        }
        if (count == 0) {
            throw new EventSourceException(origin + ": holds no event; give a file with at least one");
        }
        return new LineFile(origin, lines, count, fingerprint);
    }

    /** A last line that ends in the middle of a JSON value is the mark of a file that was cut off. */
    private static void checkWhole(Path origin, LineReader reader) {
        if (JsonText.of(reader.line()) == JsonText.CUT_OFF) {
            throw new EventSourceException(String.format(
                    "%s: is cut off, line %,d ends in the middle of a JSON value; get the whole file again or remove that line",
                    origin, reader.number()));
        }
    }

    LineFile first(long events) {
        return new LineFile(origin, lines, Math.min(count, events), fingerprint);
    }
}
