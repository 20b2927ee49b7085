package io.weir.standalone.demo;

import io.weir.standalone.events.EventFiles;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.events.LineFiles;
import io.weir.standalone.events.NexmarkEvents;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a demo's events come from: files if any are named, else the generator. */
record DemoSources(List<Path> files, @Nullable Long events) {

    static final long DEFAULT_EVENTS = 100_000;

    EventSource open(Path staging, PrintWriter messages) {
        if (files.isEmpty()) {
            return new NexmarkEvents(NexmarkEvents.DEFAULT_SEED, events == null ? DEFAULT_EVENTS : events);
        }
        LineFiles opened = new EventFiles(staging, file -> {
                    messages.println("  reading " + file);
                    messages.flush();
                })
                .open(files);
        if (events == null) {
            return opened;
        }
        if (events > opened.count()) {
            messages.printf("  the files hold only %,d events%n", opened.count());
        }
        return opened.first(events);
    }

    void clear(Path staging) {
        new EventFiles(staging, file -> {}).clear();
    }
}
