package io.weir.standalone.demo;

import java.io.PrintWriter;

/** One line of a terminal, written over and over. */
final class ProgressBar implements ProgressDisplay {

    private static final int WIDTH = 24;

    private final PrintWriter out;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(DemoProgress progress) {
        int filled = (int) Math.round(WIDTH * Math.min(1.0, progress.part()));
        out.printf(
                "\r  [%s%s] %,d produced  %,d warehouse  %,d delta  of %,d  %,d/s\033[K",
                "█".repeat(filled),
                "·".repeat(WIDTH - filled),
                progress.produced(),
                progress.warehouse(),
                progress.delta(),
                progress.total(),
                progress.perSecond());
        out.flush();
    }

    @Override
    public void tell(String message) {
        out.printf("\r  %s\033[K%n", message);
        out.flush();
    }

    @Override
    public void end() {
        out.println();
        out.flush();
    }
}
