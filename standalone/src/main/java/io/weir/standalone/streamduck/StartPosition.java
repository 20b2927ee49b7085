package io.weir.standalone.streamduck;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where partitions begin that were never read.
 *
 * @param sequences of the first event of each partition; none unless it is by sequence
 */
record StartPosition(Kind kind, Map<String, Long> sequences) {

    static final StartPosition EARLIEST = new StartPosition(Kind.EARLIEST, Map.of());

    static final String ALLOWED =
            "EARLIEST, LATEST, or the first sequence number of each partition, as in 0:1200,1:1180";

    private static final StartPosition LATEST = new StartPosition(Kind.LATEST, Map.of());
    private static final Pattern SEQUENCES = Pattern.compile("[0-9]{1,4}:[0-9]{1,18}(,[0-9]{1,4}:[0-9]{1,18})*");
    private static final Pattern SEQUENCE = Pattern.compile("([0-9]+):([0-9]+)");

    enum Kind {
        EARLIEST,
        LATEST,
        SEQUENCE
    }

    /** What a text says; nothing if it says nothing that is allowed. */
    static Optional<StartPosition> of(String text) {
        String word = text.replaceAll("\\s", "");
        if (word.equalsIgnoreCase(Kind.EARLIEST.name())) {
            return Optional.of(EARLIEST);
        }
        if (word.equalsIgnoreCase(Kind.LATEST.name())) {
            return Optional.of(LATEST);
        }
        return SEQUENCES.matcher(word).matches() ? Optional.of(sequences(word)) : Optional.empty();
    }

    private static StartPosition sequences(String text) {
        Map<String, Long> sequences = new TreeMap<>();
        for (Matcher each = SEQUENCE.matcher(text); each.find(); ) {
            sequences.put(Integer.valueOf(each.group(1)).toString(), Long.valueOf(each.group(2)));
        }
        return new StartPosition(Kind.SEQUENCE, sequences);
    }
}
