package io.weir.delta.checkpoint;

import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What checkpoints of every kind hold and how often; where the few actions that are no files go is each kind's own. */
abstract class CheckpointDraft implements CheckpointSink, AutoCloseable {

    private final LineDraft files;
    private long addFiles;
    private int protocols;
    private int metadata;

    CheckpointDraft(LineDraft files) {
        this.files = files;
    }

    /** Keeps an action that is no file. */
    abstract void keep(Action action) throws IOException;

    @Override
    public final void write(Action action) throws IOException {
        if (action instanceof RemoveFile remove) {
            files.write(ActionJson.write(remove.tombstone()));
        } else if (action instanceof AddFile add) {
            writeAdds(out -> {
                out.write(body(add));
                return 1;
            });
        } else if (action instanceof DomainMetadata domain) {
            if (!domain.removed()) {
                keep(domain);
            }
        } else if (action instanceof Protocol || action instanceof Metadata || action instanceof SetTransaction) {
            protocols += action instanceof Protocol ? 1 : 0;
            metadata += action instanceof Metadata ? 1 : 0;
            keep(action);
        } else {
            throw new IllegalArgumentException("A checkpoint holds no " + action.key());
        }
    }

    @Override
    public final void writeAdds(Lines bodies) throws IOException {
        addFiles += bodies.writeTo(files.adds());
    }

    /** The add's line of a log file, without the object around it. */
    private static byte[] body(AddFile add) {
        String line = ActionJson.write(add);
        String body = line.substring(line.indexOf(':') + 1, line.length() - 1);
        return (body + '\n').getBytes(StandardCharsets.UTF_8);
    }

    final long addFiles() {
        return addFiles;
    }

    final void requireOneOfEach() {
        if (protocols != 1 || metadata != 1) {
            throw new IllegalStateException(
                    "A checkpoint has one protocol and one metaData, not " + protocols + " and " + metadata);
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
