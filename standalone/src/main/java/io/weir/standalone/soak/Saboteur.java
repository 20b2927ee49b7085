package io.weir.standalone.soak;

import io.weir.standalone.cli.CommandFailure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Does the faults, one after the other, and starts again what they ended. */
final class Saboteur {

    /** Pipelines that run write every third of a second; on a machine with much else to do it takes longer until they run. */
    private static final Duration LONGEST_TO_OCCASION = Duration.ofSeconds(20);

    private final Child child;
    private final Footprints footprints;
    private final SoakPipeline pipeline;
    private final Surprises surprises;
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
    private final Map<KillMoment, Integer> moments = new EnumMap<>(KillMoment.class);
    private KillMoment moment = KillMoment.START;
    private long received;

    Saboteur(Child child, Footprints footprints, SoakPipeline pipeline, Surprises surprises) {
        this.child = child;
        this.footprints = footprints;
        this.pipeline = pipeline;
        this.surprises = surprises;
    }

    /** @param cut closes the connections to the hub */
    void act(PlannedFault planned, Runnable cut) throws InterruptedException {
        awaitMoment(planned);
        switch (planned.fault()) {
            case KILL -> {
                child.kill();
                child.start();
            }
            case KILL_ALL -> {
                child.killWithServer();
                child.start();
            }
            case FREEZE -> {
                child.signal("STOP");
                live(planned.pause());
                child.signal("CONT");
            }
            case TERMINATE -> terminate();
            case STOP -> {
                haveItRun();
                pipeline.stop();
                live(planned.pause());
                pipeline.ensureRunning();
            }
            case PAUSE -> {
                haveItRun();
                pipeline.pause();
                live(planned.pause());
                pipeline.ensureRunning();
            }
            case DRAIN -> {
                haveItRun();
                pipeline.drain();
                pipeline.awaitRest();
                pipeline.ensureRunning();
            }
            case KILL_IN_DRAIN -> killInDrain(planned.pause());
            case CUT -> {
                haveItRun();
                cut.run();
            }
        }
        done.merge(planned.fault(), 1, Integer::sum);
        if (planned.fault().kills()) {
            moments.merge(planned.fault() == Fault.KILL_IN_DRAIN ? KillMoment.DRAIN : moment, 1, Integer::sum);
        }
    }

    private void awaitMoment(PlannedFault planned) throws InterruptedException {
        if (planned.whenUp()) {
            awaitUp();
        }
        live(planned.after());
        moment = KillMoment.START;
        if (planned.whenUp()) {
            long now = pipeline.received();
            moment = now > received ? KillMoment.WRITING : KillMoment.WAITING;
            received = now;
            awaitOccasion(planned);
        }
    }

    private void awaitOccasion(PlannedFault planned) throws InterruptedException {
        if (footprints.await(planned.occasion(), LONGEST_TO_OCCASION)) {
            moment = KillMoment.of(planned.occasion());
        }
        live(Duration.ZERO);
        LockSupport.parkNanos(planned.lag().toNanos());
    }

    private void terminate() throws InterruptedException {
        if (!child.terminate()) {
            surprises.add("the platform did not end within a minute of SIGTERM");
            child.killWithServer();
        }
        child.start();
    }

    /** Starts it again, and the pipeline too, which ends its drain first. */
    private void killInDrain(Duration pause) throws InterruptedException {
        haveItRun();
        pipeline.drain();
        live(pause);
        child.kill();
        child.start();
        haveItRun();
    }

    /** Lets it live for some time, which it must not end by itself. */
    private void live(Duration time) throws InterruptedException {
        if (child.endsWithin(time)) {
            surprises.add("the platform ended by itself: " + child.output());
            child.start();
        }
    }

    private void awaitUp() throws InterruptedException {
        if (!child.awaitUp()) {
            surprises.add("the platform did not start: " + child.output());
            child.killWithServer();
            child.start();
            if (!child.awaitUp()) {
                throw new CommandFailure("the platform did not start again: " + child.output());
            }
        }
    }

    /** Waits until the platform answers and the pipeline runs. */
    void haveItRun() throws InterruptedException {
        awaitUp();
        pipeline.ensureRunning();
    }

    /** How many events the pipeline had taken when it was last looked at. */
    long received() {
        return received;
    }

    /** How often each fault was done. */
    Map<Fault, Integer> done() {
        return new EnumMap<>(done);
    }

    /** How many kills met the platform at what. */
    Map<KillMoment, Integer> moments() {
        return new EnumMap<>(moments);
    }

    int kills() {
        return done.entrySet().stream()
                .filter(entry -> entry.getKey().kills())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
