package io.weir.standalone.drill;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where a {@link Course} takes place: a platform at work, and what is told of it. */
final class Stage {

    private static final long CALLS_BETWEEN = 40;

    private final Tally tally;
    private final PrintWriter messages;
    private final List<String> surprises;
    private int done;

    Stage(Tally tally, PrintWriter messages, List<String> surprises) {
        this.tally = tally;
        this.messages = messages;
        this.surprises = surprises;
    }

    /** What may take its time. */
    interface Deed {

        void act() throws InterruptedException, IOException, SQLException;
    }

    /** Does something when the last is over and calls were answered since. */
    void act(Object what, String whom, Deed deed) throws InterruptedException, IOException, SQLException {
        awaitCalls();
        long began = System.nanoTime();
        deed.act();
        done++;
        messages.printf(
                "  %-8s %-20s %5.1f s   %,8d calls, %,d tried again%n",
                what, whom, (System.nanoTime() - began) / 1e9, tally.calls(), tally.retries());
        messages.flush();
    }

    /** Stops a replica as an upgrade does. */
    void end(Replica replica) throws InterruptedException {
        if (!replica.terminate()) {
            surprises.add(replica.name() + " did not end within two minutes of SIGTERM");
            replica.kill();
        }
    }

    void awaitCalls() throws InterruptedException {
        long enough = tally.calls() + CALLS_BETWEEN;
        while (tally.calls() < enough) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    int done() {
        return done;
    }
}
