package io.weir.metadata.replay;

import io.weir.delta.action.AddFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A set of live files as a few numbers, whatever the order they come in: two sets with the same digest are the same but
 * for a chance of 2^-128. What a replay does not tell is left out: data change, tags, and statistics, which a checkpoint
 * may be without.
 */
final class FileDigest {

    private final MessageDigest md5 = md5();
    private long files;
    private long bytes;
    private long high;
    private long low;

    void add(AddFile file) {
        String text = file.path() + "\n" + file.deletionVector() + "\n" + file.size() + "\n" + file.modificationTime()
                + "\n" + file.partitionValues() + "\n" + file.baseRowId() + "\n" + file.defaultRowCommitVersion();
        ByteBuffer hash = ByteBuffer.wrap(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        files++;
        bytes += file.size();
        high += hash.getLong();
        low += hash.getLong();
    }

    boolean sameAs(FileDigest other) {
        return files == other.files && bytes == other.bytes && high == other.high && low == other.low;
    }

    @Override
    public String toString() {
        return files + " files of " + bytes + " bytes";
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
