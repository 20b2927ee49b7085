package io.weir.standalone.soak;

import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.sending.EventSender;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One soak: set-up, faults until the time is over, rest, proof. */
final class Soak {

    /** Of the events of the topic; the hub's are held in memory. */
    private static final long HUBS_SHARE = 4;

    private final Path home;
    private final SoakOptions options;
    private final PrintWriter messages;
    private final Child child;
    private final Gateway gateway;
    private final String bootstrapServers;
    private final Surprises surprises;
    private final SoakPipeline pipeline;
    private final Saboteur saboteur;
    private final SoakStream topic = new SoakStream(SoakSetup.NAME, SoakSetup.BROKER, "Kafka");
    private final SoakStream hubStream;

    Soak(Path home, int port, Child child, SoakOptions options, PrintWriter messages) {
        this.home = home;
        this.options = options;
        this.messages = messages;
        this.child = child;
        this.gateway = new Gateway(URI.create("http://127.0.0.1:" + port), new LocalAccess(home)::sign);
        this.bootstrapServers = "127.0.0.1:" + Ports.from(port).kafka();
        this.surprises = new Surprises(messages);
        // The hub is in this process and goes with it, so another soak of the folder reads another one.
        String hub = SoakSetup.NAME + "_hub_" + System.currentTimeMillis() / 1000;
        this.hubStream = new SoakStream(hub, hub.replace('_', '-'), "Event Hubs");
        List<String> names = List.of(topic.name(), hubStream.name());
        this.pipeline = new SoakPipeline(gateway, surprises, names);
        this.saboteur = new Saboteur(child, new Footprints(home, names), pipeline, surprises);
    }

    SoakSummary run() throws InterruptedException {
        long begin = System.nanoTime();
        child.start();
        if (!child.awaitUp()) {
            throw new CommandFailure("the platform does not start: " + child.output());
        }
        try (SoakHub hub = SoakHub.start(home, hubStream.name(), Math.max(1, options.perSecond() / HUBS_SHARE))) {
            return run(hub, begin);
        }
    }

    private SoakSummary run(SoakHub hub, long begin) throws InterruptedException {
        new SoakSetup(gateway).run(bootstrapServers, topic, hubStream, hub);
        pipeline.ensureRunning();
        hub.begin();
        long interruptions;
        long[] hubEnds;
        try (Producing producing = new Producing(bootstrapServers, options.perSecond())) {
            doFaults(producing, hub);
            hubEnds = comeToRest(producing, hub);
            interruptions = producing.interruptions();
        }
        List<Found> found = look(hubEnds);
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        return new SoakSummary(
                options, saboteur.done(), saboteur.moments(), interruptions, surprises.all(), found, time);
    }

    private void doFaults(Producing producing, SoakHub hub) throws InterruptedException {
        FaultPlan plan = new FaultPlan(options.seed());
        long begin = System.nanoTime();
        Duration elapsed = Duration.ZERO;
        while (elapsed.compareTo(options.time()) < 0 || saboteur.kills() < options.kills()) {
            PlannedFault planned = plan.next();
            attempt(planned, hub);
            elapsed = Duration.ofNanos(System.nanoTime() - begin);
            messages.printf(
                    "  %5d s  %-13s %4.1f s after %s   %3d kills  %,12d events  %,12d taken%n",
                    elapsed.toSeconds(),
                    planned.fault(),
                    planned.after().toMillis() / 1e3,
                    planned.whenUp() ? "it was up   " : "the last one",
                    saboteur.kills(),
                    producing.sent() + hub.sent(),
                    saboteur.received());
            messages.flush();
        }
    }

    private void attempt(PlannedFault planned, SoakHub hub) throws InterruptedException {
        try {
            saboteur.act(planned, hub::cut);
        } catch (CommandFailure answer) {
            surprises.add(planned.fault() + ": " + answer.getMessage());
        }
    }

    private long[] comeToRest(Producing producing, SoakHub hub) throws InterruptedException {
        messages.println("  no more faults; draining");
        messages.flush();
        saboteur.haveItRun();
        if (!producing.finish()) {
            surprises.add("the broker took no events for two minutes");
        }
        long[] ends = hub.finish();
        pipeline.drain();
        pipeline.awaitRest();
        return ends;
    }

    private List<Found> look(long[] hubEnds) throws InterruptedException {
        long[] topicEnds = new EventSender(bootstrapServers, SoakSetup.NAME).ends();
        Testimony ofTopic = Testimony.of(topic, gateway, topicEnds);
        Testimony ofHub = Testimony.of(hubStream, gateway, hubEnds);
        if (!child.terminate()) {
            surprises.add("the platform did not end within a minute of SIGTERM");
        }
        Path warehouse = Evidence.warehouseFile(home);
        return List.of(ofTopic.found(warehouse), ofHub.found(warehouse));
    }
}
