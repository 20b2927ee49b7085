package io.weir.ingest.source;

import io.weir.ingest.stage.StreamSide;

/**
 * What tells a topic, a hub or files from those that had the name before.
 *
 * @param id empty where nobody tells
 * @param change what somebody must have done where it is another one than before
 * @param remedy what there is to do then
 * @param side whether it is the pipeline's own stream, or joined with it
 */
public record SourceIdentity(String id, String change, String remedy, StreamSide side) {

    /** Of the pipeline's own stream. */
    SourceIdentity(String id, String change, String remedy) {
        this(id, change, remedy, StreamSide.LEFT);
    }

    /** Of a topic or hub. */
    public static SourceIdentity ofTopic(String topic, String id) {
        return new SourceIdentity(id, "topic " + topic + " was deleted and made anew", "Reset the pipeline to read it");
    }

    /** Of a folder's files, by all that makes places in them what they are. */
    public static SourceIdentity ofFiles(String folder, String id) {
        return new SourceIdentity(
                id,
                "files of " + folder + " were added, removed or changed",
                "Put new files into another folder, or reset the pipeline to read all of them");
    }

    /** The same of a side. */
    SourceIdentity of(StreamSide other) {
        return new SourceIdentity(id, change, remedy, other);
    }

    /** Says that it is another one than a pipeline read. */
    public SourceException another(String pipeline) {
        return new SourceException(change + " since pipeline " + pipeline
                + " began to read, so its place means other records now. " + remedy);
    }
}
