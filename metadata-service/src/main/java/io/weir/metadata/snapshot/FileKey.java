package io.weir.metadata.snapshot;

import io.weir.support.problem.ProblemException;

/**
 * The order of a listing of files: oldest version first, then the order in which it added them.
 *
 * @param addedVersion version that added the file
 * @param fileId rises within a version
 */
public record FileKey(long addedVersion, long fileId) implements Comparable<FileKey> {

    /** Before every file. */
    public static final FileKey START = new FileKey(-1, -1);

    @Override
    public int compareTo(FileKey other) {
        int versions = Long.compare(addedVersion, other.addedVersion);
        return versions == 0 ? Long.compare(fileId, other.fileId) : versions;
    }

    /** The key of a page token that also holds the version of the listing: pages of one listing are of one version. */
    public String token(long version) {
        return version + " " + addedVersion + " " + fileId;
    }

    /** Reads what {@link #token} wrote. */
    public static FileKey ofToken(String token) {
        String[] parts = parts(token);
        return new FileKey(number(parts[1], token), number(parts[2], token));
    }

    /** The version of the listing that a token belongs to. */
    public static long versionOfToken(String token) {
        return number(parts(token)[0], token);
    }

    private static String[] parts(String token) {
        String[] parts = token.split(" ", -1);
        if (parts.length != 3) {
            throw foreign(token);
        }
        return parts;
    }

    private static long number(String digits, String token) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException notANumber) {
            throw foreign(token);
        }
    }

    /** That a token is of another list. */
    public static ProblemException foreign(String token) {
        return ProblemException.invalid(
                "pageToken", "is not a token of this list", token, "the nextPageToken of the page before");
    }
}
