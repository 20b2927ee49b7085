package io.weir.metadata.snapshot;

import io.weir.support.problem.ProblemException;

/**
 * The order of a listing of files: oldest version first, then path, then deletion vector.
 *
 * @param addedVersion version that added the file
 * @param path as it stands in the log
 * @param deletionVector unique id of the deletion vector; empty for none
 */
public record FileKey(long addedVersion, String path, String deletionVector) {

    /** Before every file. */
    public static final FileKey START = new FileKey(-1, "", "");

    /** The key of a page token that also holds the version of the listing: pages of one listing are of one version. */
    public String token(long version) {
        return version + " " + addedVersion + " " + deletionVector + " " + path;
    }

    /** Reads what {@link #token} wrote. */
    public static FileKey ofToken(String token) {
        String[] parts = parts(token);
        return new FileKey(number(parts[1], token), parts[3], parts[2]);
    }

    /** The version of the listing that a token belongs to. */
    public static long versionOfToken(String token) {
        return number(parts(token)[0], token);
    }

    private static String[] parts(String token) {
        String[] parts = token.split(" ", 4);
        if (parts.length != 4) {
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

    private static ProblemException foreign(String token) {
        return ProblemException.invalid(
                "pageToken", "is not a token of this list", token, "the nextPageToken of the page before");
    }
}
