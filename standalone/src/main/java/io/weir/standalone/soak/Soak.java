package io.weir.standalone.soak;

import io.weir.client.model.Run;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.SnapshotPair;
import io.weir.standalone.demo.Snapshots;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.sending.EventSender;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One soak: set-up, faults until the time is over, rest, proof. */
final class Soak {

    private final Path home;
    private final SoakOptions options;
    private final PrintWriter messages;
    private final Child child;
    private final Gateway gateway;
    private final String bootstrapServers;
    private final Surprises surprises;
    private final SoakPipeline pipeline;
    private final Saboteur saboteur;

    Soak(Path home, int port, Child child, SoakOptions options, PrintWriter messages) {
        this.home = home;
        this.options = options;
        this.messages = messages;
        this.child = child;
        this.gateway = new Gateway(URI.create("http://127.0.0.1:" + port), new LocalAccess(home)::sign);
        this.bootstrapServers = "127.0.0.1:" + Ports.from(port).kafka();
        this.surprises = new Surprises(messages);
        this.pipeline = new SoakPipeline(gateway, surprises);
        this.saboteur = new Saboteur(child, pipeline, surprises);
    }

    SoakSummary run() throws InterruptedException {
        long begin = System.nanoTime();
        child.start();
        if (!child.awaitUp()) {
            throw new CommandFailure("the platform does not start: " + child.output());
        }
        new SoakSetup(gateway).run(bootstrapServers);
        pipeline.ensureRunning();
        long interruptions;
        try (Producing producing = new Producing(bootstrapServers, options.perSecond())) {
            doFaults(producing);
            comeToRest(producing);
            interruptions = producing.interruptions();
        }
        Found found = look();
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        return new SoakSummary(options, saboteur.done(), saboteur.kills(), interruptions, surprises.all(), found, time);
    }

    private void doFaults(Producing producing) throws InterruptedException {
        FaultPlan plan = new FaultPlan(options.seed());
        long begin = System.nanoTime();
        Duration elapsed = Duration.ZERO;
        while (elapsed.compareTo(options.time()) < 0) {
            PlannedFault planned = plan.next();
            attempt(planned);
            elapsed = Duration.ofNanos(System.nanoTime() - begin);
            messages.printf(
                    "  %5d s  %-13s %4.1f s after %s   %3d kills  %,12d events  %,12d taken%n",
                    elapsed.toSeconds(),
                    planned.fault(),
                    planned.after().toMillis() / 1e3,
                    planned.whenUp() ? "it was up   " : "the last one",
                    saboteur.kills(),
                    producing.sent(),
                    saboteur.received());
            messages.flush();
        }
    }

    private void attempt(PlannedFault planned) throws InterruptedException {
        try {
            saboteur.act(planned);
        } catch (CommandFailure answer) {
            surprises.add(planned.fault() + ": " + answer.getMessage());
        }
    }

    private void comeToRest(Producing producing) throws InterruptedException {
        messages.println("  no more faults; draining");
        messages.flush();
        saboteur.haveItRun();
        if (!producing.finish()) {
            surprises.add("the broker took no events for two minutes");
        }
        pipeline.drain();
        pipeline.awaitRest();
    }

    private Found look() throws InterruptedException {
        long[] ends = new EventSender(bootstrapServers, SoakSetup.NAME).ends();
        Witness witness = new Witness(gateway);
        Snapshots snapshots = witness.snapshots();
        SnapshotPair head = snapshots.head();
        List<Run> runs = witness.runs();
        if (!child.terminate()) {
            surprises.add("the platform did not end within a minute of SIGTERM");
        }
        Evidence evidence = new Evidence(Evidence.warehouseFile(home), snapshots.path());
        Sightings letters = evidence.letters();
        return new Found(
                List.of(
                        Oracle.judge("DuckDB", evidence.warehouseRows(), letters, ends),
                        Oracle.judge("Delta", evidence.deltaRows(), letters, ends)),
                evidence.controlDifferences(ends),
                head,
                evidence.missingVersions(head.sql().version()),
                runs.size(),
                runs.stream().filter(run -> run.getEndedAt() == null).count());
    }
}
