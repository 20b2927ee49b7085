package io.weir.standalone.demo;

import java.io.PrintWriter;

/** Shows a person how far a demo is. */
sealed interface ProgressDisplay permits ProgressBar, ProgressLines {

    void show(DemoProgress progress);

    /** What the watcher should know besides the figures, on a line of its own that stays. */
    void tell(String message);

    /** Nothing more is shown. */
    void end();

    /** A bar that moves if {@code out} is a terminal, now and then a line if not. */
    static ProgressDisplay on(PrintWriter out, boolean terminal) {
        return terminal ? new ProgressBar(out) : new ProgressLines(out);
    }
}
