package io.weir.standalone.demo;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What keeps a pipeline that is running from going on, told to the watcher when it comes, changes and is gone. */
final class Obstacle {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final ProgressDisplay display;
    private @Nullable String told;

    Obstacle(ProgressDisplay display) {
        this.display = display;
    }

    /**
     * Tells what is new.
     *
     * @param reason why the pipeline waits, {@code null} if it does not; one with other numbers in it is no news
     */
    void observe(@Nullable String reason) {
        if (reason == null) {
            if (told != null) {
                told = null;
                display.tell("going on");
            }
            return;
        }
        String kind = NUMBER.matcher(reason).replaceAll("");
        if (!kind.equals(told)) {
            told = kind;
            display.tell("waiting: " + reason);
        }
    }
}
