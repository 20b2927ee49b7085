package io.weir.standalone.demo;

import io.weir.client.api.PipelinesApi;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.platform.PlatformAddresses;
import io.weir.standalone.sending.EventSender;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** One demo from its set-up to its summary, begun anew or gone on with. */
final class DemoRun {

    private final DemoFolder folder;
    private final PlatformAddresses platform;
    private final EventSource source;
    private final PrintWriter messages;
    private final ProgressDisplay display;
    private final Gateway gateway;

    DemoRun(
            DemoFolder folder,
            PlatformAddresses platform,
            EventSource source,
            PrintWriter messages,
            ProgressDisplay display) {
        this.folder = folder;
        this.platform = platform;
        this.source = source;
        this.messages = messages;
        this.display = display;
        this.gateway = new Gateway(platform);
    }

    /** Runs it, hands its summary to be printed, and notes its end if all is well. */
    boolean run(Consumer<Summary> printer) throws InterruptedException {
        DemoState state = state();
        DemoNames names = new DemoNames(state.id());
        new DemoSetup(gateway, names).run(platform.kafkaBootstrapServers(), source.count());
        EventSender sender = new EventSender(platform.kafkaBootstrapServers(), names.topic());
        Throughput throughput = new MainJob(gateway, names, source, sender, display).run();
        Summary summary = new Summary(new Witness(gateway, names).look(source.count(), throughput));
        printer.accept(summary);
        if (summary.ok()) {
            folder.save(state.finish());
        } else {
            messages.println(
                    "  To look again, give the same command again; to begin anew, first remove " + folder.stateFile());
        }
        return summary.ok();
    }

    private DemoState state() {
        Optional<DemoState> last = folder.last();
        if (last.isPresent() && last.get().isResumedBy(source.fingerprint())) {
            messages.println("  going on with demo " + last.get().id());
            return last.get();
        }
        last.filter(other -> !other.finished()).ifPresent(this::abandon);
        return folder.begin(source.fingerprint(), Clock.systemUTC());
    }

    /** A demo of other events was broken off; its pipeline would wait for them for ever. */
    private void abandon(DemoState other) {
        String pipeline = new DemoNames(other.id()).pipeline();
        messages.println("  demo " + other.id() + " of other events was not finished; it is left as it is");
        gateway.find("stopping " + pipeline, () -> new PipelinesApi(gateway.client()).stopPipeline(pipeline, null));
    }
}
