package io.weir.standalone.soak;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What the platform did that no fault explains. A single one makes the soak fail; it goes on nevertheless. */
final class Surprises {

    private final PrintWriter messages;
    private final List<String> all = new ArrayList<>();

    Surprises(PrintWriter messages) {
        this.messages = messages;
    }

    void add(String what) {
        all.add(what);
        messages.println("  SURPRISE: " + what);
        messages.flush();
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
