package io.weir.standalone.demo;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** A line every two seconds, for logs. */
final class ProgressLines implements ProgressDisplay {

    private static final long BETWEEN = TimeUnit.SECONDS.toNanos(2);

    private final PrintWriter out;
    private long last = System.nanoTime() - BETWEEN;

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(DemoProgress progress) {
        if (System.nanoTime() - last >= BETWEEN) {
            last = System.nanoTime();
            out.printf(
                    "  produced %,d of %,d, warehouse %,d, delta %,d, %,d events/s%n",
                    progress.produced(),
                    progress.total(),
                    progress.warehouse(),
                    progress.delta(),
                    progress.perSecond());
            out.flush();
        }
    }

    @Override
    public void tell(String message) {
        out.println("  " + message);
        out.flush();
    }

    @Override
    public void end() {}
}
