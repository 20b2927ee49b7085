package io.weir.standalone.resource;

import io.weir.standalone.cli.OneLine;
import io.weir.standalone.cli.Refusal;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong with files, so that it can be said at once. */
final class Findings {

    private final List<String> lines = new ArrayList<>();

    /** Notes what is wrong at a place, such as {@code lake.yaml:12}. */
    void add(String place, String problem) {
        lines.add(OneLine.of(place + ": " + problem));
    }

    /**
     * Goes on only if nothing was found.
     *
     * @throws Refusal with all of it
     */
    void requireNone() {
        if (!lines.isEmpty()) {
            lines.add("nothing was changed");
            throw new Refusal(lines);
        }
    }
}
