package io.weir.metadata.planning;

import io.weir.metadata.snapshot.FileKey;

/**
 * The order of a listing of small files: the smallest first, then as in any listing.
 *
 * @param size bytes
 */
public record SizeKey(long size, FileKey file) {

    /** Before every file. */
    public static final SizeKey START = new SizeKey(-1, FileKey.START);

    /** The key of a page token that also holds the version of the listing. */
    public String token(long version) {
        return size + ":" + file.token(version);
    }

    /** Reads what {@link #token} wrote. */
    public static SizeKey ofToken(String token) {
        String[] parts = parts(token);
        return new SizeKey(Long.parseLong(parts[0]), FileKey.ofToken(parts[1]));
    }

    /** The version of the listing that a token belongs to. */
    public static long versionOfToken(String token) {
        return FileKey.versionOfToken(parts(token)[1]);
    }

    private static String[] parts(String token) {
        String[] parts = token.split(":", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) {
            throw FileKey.foreign(token);
        }
        return parts;
    }
}
