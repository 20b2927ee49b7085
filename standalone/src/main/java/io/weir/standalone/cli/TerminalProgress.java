package io.weir.standalone.cli;

import io.weir.standalone.platform.PlatformListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints one line for each part that is ready, and one for each that stops. */
public final class TerminalProgress implements PlatformListener {

    private final PrintWriter out;

    public TerminalProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void ready(String part, String address, Duration took) {
        out.printf(Locale.ROOT, "  %-17s ready  %-28s %5.1f s%n", part, address, took.toMillis() / 1000.0);
        out.flush();
    }

    @Override
    public synchronized void stopping(String part) {
        out.printf("  stopping %s%n", part);
        out.flush();
    }
}
