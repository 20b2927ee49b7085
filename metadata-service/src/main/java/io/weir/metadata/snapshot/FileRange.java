package io.weir.metadata.snapshot;

/**
 * The files of a listing from behind one key up to another.
 *
 * @param after the first key that is left out before them
 * @param last belongs to the range, whether or not there is a file of that key
 */
public record FileRange(FileKey after, FileKey last) {

    /** All files of a version. */
    public static FileRange of(long version) {
        return new FileRange(FileKey.START, new FileKey(version, Long.MAX_VALUE));
    }

    public boolean isEmpty() {
        return after.compareTo(last) >= 0;
    }
}
