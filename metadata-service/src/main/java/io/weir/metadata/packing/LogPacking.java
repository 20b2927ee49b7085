package io.weir.metadata.packing;

/**
 * Whether what Postgres keeps of a log file is a {@link Frame}. That of a large version is megabytes, in rows that the server
 * writes, logs and takes into each backup; packed it is a tenth of it.
 */
public interface LogPacking {

    /**
     * Whether it is, of a version that does something to so many files. Not in a database that may have replicas that cannot
     * read packed ones.
     *
     * @param files that it adds or removes
     */
    boolean packs(int files);
}
