package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.CompactionReport;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.DeadLetter;
import io.weir.client.model.DryRun;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelineProgress;
import io.weir.client.model.ReplayedLetters;
import io.weir.client.model.ResetPipelineRequest;
import io.weir.client.model.UpdatePipelineRequest;
import java.util.stream.Stream;

/** From topics, hubs and files to warehouses and Delta tables, exactly once. */
public final class Pipelines extends Owned<Pipeline, CreatePipelineRequest, UpdatePipelineRequest> {

    Pipelines(Calls calls) {
        super(calls, "pipelines", Pipeline.class);
    }

    /** What it would be, made nowhere; refused with everything that is wrong. */
    public Pipeline validate(CreatePipelineRequest request) {
        return calls.call(Call.post(collection + "/validate", request), type);
    }

    /** Reads real records and shows what would become of them; writes nothing. */
    public DryRun dryRun(CreatePipelineRequest request, int records) {
        return calls.call(Call.post(collection + "/dry-run", request).query("records", records), DryRun.class);
    }

    /** Lets it run from where it was. */
    public Pipeline start(String name) {
        return verb(name, "start");
    }

    /** Takes what the source holds now, then stops. */
    public Pipeline drain(String name) {
        return verb(name, "drain");
    }

    /** Has it rest after the batch in hand, in the middle of its run. */
    public Pipeline pause(String name) {
        return verb(name, "pause");
    }

    /** Lets one that is paused go on with its run. */
    public Pipeline resume(String name) {
        return verb(name, "resume");
    }

    /** Stops it after the batch in hand; its run ends. */
    public Pipeline stop(String name) {
        return verb(name, "stop");
    }

    /** Has one at rest begin again somewhere else. */
    public Pipeline reset(String name, ResetPipelineRequest position) {
        return calls.call(Call.post(item(name) + "/reset", position).once(), type);
    }

    /** Puts the small files of its Delta tables together, for about ten seconds. */
    public CompactionReport compact(String name) {
        return calls.call(Call.post(item(name) + "/compact", null).once(), CompactionReport.class);
    }

    /** How far it is, by partition. */
    public PipelineProgress progress(String name) {
        return calls.call(Call.get(item(name) + "/progress"), PipelineProgress.class);
    }

    /** Records that could not be rows, page after page. */
    public Stream<DeadLetter> deadLetters(String name) {
        return Pages.of(calls, Call.get(item(name) + "/dead-letters"), DeadLetter.class);
    }

    /** Tries some of them again, after a fix; {@code left} are those that are to be tried by another call. */
    public ReplayedLetters replayDeadLetters(String name) {
        return calls.call(Call.post(item(name) + "/dead-letters/replay", null).once(), ReplayedLetters.class);
    }
}
