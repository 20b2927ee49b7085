package io.weir.delta;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the files below {@code _delta_log/}, made and parsed as the protocol's "File Types" has them. */
public final class LogFileNames {

    /** The folder of the log, below the table's location. */
    public static final String LOG_FOLDER = "_delta_log";

    public static final String LAST_CHECKPOINT = "_last_checkpoint";
    public static final String SIDECAR_FOLDER = "_sidecars";
    public static final String STAGED_COMMIT_FOLDER = "_staged_commits";

    private static final String UUID_PATTERN = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
    private static final Pattern STAGED_COMMIT = Pattern.compile("(\\d{20})\\.(" + UUID_PATTERN + ")\\.json");
    private static final Pattern COMPACTED = Pattern.compile("(\\d{20})\\.(\\d{20})\\.compacted\\.json");
    private static final Pattern CHECKSUM = Pattern.compile("(\\d{20})\\.crc");
    private static final Pattern CLASSIC = Pattern.compile("(\\d{20})\\.checkpoint\\.parquet");
    private static final Pattern MULTI_PART =
            Pattern.compile("(\\d{20})\\.checkpoint\\.(\\d{10})\\.(\\d{10})\\.parquet");
    private static final Pattern V2 =
            Pattern.compile("(\\d{20})\\.checkpoint\\.(" + UUID_PATTERN + ")\\.(json|parquet)");

    private LogFileNames() {}

    public static String commit(long version) {
        return padded(version) + ".json";
    }

    public static String checkpoint(long version) {
        return padded(version) + ".checkpoint.parquet";
    }

    /** What the names of all checkpoints of a version begin with, of whatever kind. */
    public static String checkpointPrefix(long version) {
        return padded(version) + ".checkpoint.";
    }

    /** What the names begin with of all files of a thousand versions, of which one is given: those that differ in three digits. */
    public static String thousandPrefix(long version) {
        String digits = padded(version);
        return digits.substring(0, digits.length() - 3);
    }

    public static String checksum(long version) {
        return padded(version) + ".crc";
    }

    public static String v2Checkpoint(long version, UUID id, boolean parquet) {
        return padded(version) + ".checkpoint." + id + (parquet ? ".parquet" : ".json");
    }

    public static String stagedCommit(long version, UUID id) {
        return STAGED_COMMIT_FOLDER + "/" + padded(version) + "." + id + ".json";
    }

    public static String sidecar(UUID id) {
        return SIDECAR_FOLDER + "/" + id + ".parquet";
    }

    /** The version of a published commit's name; empty if the name is not one. */
    public static OptionalLong commitVersion(String name) {
        return parse(name) instanceof LogFileName.Commit commit
                ? OptionalLong.of(commit.version())
                : OptionalLong.empty();
    }

    /** What a name below the log's folder stands for; {@link LogFileName.Other} if the protocol does not know it. */
    public static LogFileName parse(String name) {
        if (name.equals(LAST_CHECKPOINT)) {
            return new LogFileName.LastCheckpoint();
        }
        int folder = name.lastIndexOf('/');
        return switch (folder < 0 ? "" : name.substring(0, folder)) {
            case "" -> parseVersioned(name);
            case SIDECAR_FOLDER ->
                name.endsWith(".parquet") ? new LogFileName.SidecarFile(name) : new LogFileName.Other(name);
            case STAGED_COMMIT_FOLDER -> parseStaged(name, name.substring(folder + 1));
            default -> new LogFileName.Other(name);
        };
    }

    private static LogFileName parseStaged(String name, String file) {
        Matcher match = STAGED_COMMIT.matcher(file);
        return match.matches() && fits(match, 1)
                ? new LogFileName.StagedCommit(version(match), UUID.fromString(match.group(2)))
                : new LogFileName.Other(name);
    }

    private static LogFileName parseVersioned(String name) {
        Matcher match = COMMIT.matcher(name);
        if (match.matches() && fits(match, 1)) {
            return new LogFileName.Commit(version(match));
        }
        match = CHECKSUM.matcher(name);
        if (match.matches() && fits(match, 1)) {
            return new LogFileName.Checksum(version(match));
        }
        match = COMPACTED.matcher(name);
        if (match.matches() && fits(match, 1) && fits(match, 2)) {
            return new LogFileName.CompactedCommits(version(match), Long.parseLong(match.group(2)));
        }
        return parseCheckpoint(name);
    }

    private static LogFileName parseCheckpoint(String name) {
        Matcher match = CLASSIC.matcher(name);
        if (match.matches() && fits(match, 1)) {
            return new LogFileName.ClassicCheckpoint(version(match));
        }
        match = MULTI_PART.matcher(name);
        if (match.matches() && fits(match, 1)) {
            return new LogFileName.CheckpointPart(
                    version(match), Long.parseLong(match.group(2)), Long.parseLong(match.group(3)));
        }
        match = V2.matcher(name);
        if (match.matches() && fits(match, 1)) {
            return new LogFileName.V2Checkpoint(
                    version(match),
                    UUID.fromString(match.group(2)),
                    match.group(3).equals("parquet"));
        }
        return new LogFileName.Other(name);
    }

    private static long version(Matcher match) {
        return Long.parseLong(match.group(1));
    }

    /** Twenty digits can say more than 64 bits hold; no writer gets there. */
    private static boolean fits(Matcher match, int group) {
        return match.group(group).compareTo(padded(Long.MAX_VALUE)) <= 0;
    }

    private static String padded(long version) {
        if (version < 0) {
            throw new IllegalArgumentException("A version is never negative: " + version);
        }
        return String.format(Locale.ROOT, "%020d", version);
    }
}
