package io.weir.ingest.source;

/**
 * What tells a topic, a hub or files from those that had the name before.
 *
 * @param id empty where nobody tells
 * @param change what somebody must have done where it is another one than before
 * @param remedy what there is to do then
 */
public record SourceIdentity(String id, String change, String remedy) {

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

    /** Says that it is another one than a pipeline read. */
    public SourceException another(String pipeline) {
        return new SourceException(change + " since pipeline " + pipeline
                + " began to read, so its place means other records now. " + remedy);
    }
}
