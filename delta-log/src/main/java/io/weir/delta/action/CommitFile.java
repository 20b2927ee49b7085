package io.weir.delta.action;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;

/**
 * The content of {@code N.json}: one action a line. The same actions always give the same bytes.
 */
public final class CommitFile {

    private static final Comparator<Action> CANONICAL = Comparator.comparingInt(CommitFile::rank);

    private CommitFile() {}

    /**
     * The bytes of a commit, in canonical order: commitInfo, metaData, protocol, txn, domainMetadata, remove, add, cdc,
     * then what is unknown; within a kind the order given. Costs some 2 µs an action.
     */
    public static byte[] write(List<Action> actions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * (actions.size() + 1));
        try {
            writeLines(canonicalOrder(actions), bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes the actions in the order given, one a line, each line ended by a line feed; leaves the stream open. */
    public static void writeLines(Iterable<? extends Action> actions, OutputStream out) throws IOException {
        JsonGenerator json = DeltaJson.mapper()
                .writer()
                .withRootValueSeparator("\n")
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .createGenerator(out);
        boolean any = false;
        try (json) {
            for (Action action : actions) {
                ActionJson.write(action, json);
                any = true;
            }
        }
        if (any) {
            out.write('\n');
        }
    }

    public static List<Action> canonicalOrder(List<Action> actions) {
        return actions.stream().sorted(CANONICAL).toList();
    }

    /** Reads the bytes of a commit, in the order they are there; blank lines are skipped. */
    public static List<Action> read(byte[] bytes) {
        List<Action> actions = new ArrayList<>();
        read(bytes, actions::add);
        return actions;
    }

    /**
     * As {@link #read(byte[])}, action by action.
     *
     * @param consumer what it refuses by an {@link InvalidActionException} is thrown with the line before its fields
     */
    public static void read(byte[] bytes, Consumer<Action> consumer) {
        try {
            read(new ByteArrayInputStream(bytes), consumer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * As {@link #read(byte[])}; leaves the stream open.
     *
     * @throws InvalidActionException which names the line, counted from 1, as in {@code line[3].add.size}
     */
    public static List<Action> read(InputStream stream) throws IOException {
        List<Action> actions = new ArrayList<>();
        read(stream, actions::add);
        return actions;
    }

    private static void read(InputStream stream, Consumer<Action> consumer) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                String path = "line[" + number + "]";
                Action action = ActionJson.read(DeltaJson.parseCompact(line, path), path);
                try {
                    consumer.accept(action);
                } catch (InvalidActionException refused) {
                    throw refused.below(path);
                }
            }
        }
    }

    private static int rank(Action action) {
        return switch (action.key()) {
            case CommitInfo.KEY -> 0;
            case Metadata.KEY -> 1;
            case Protocol.KEY -> 2;
            case SetTransaction.KEY -> 3;
            case DomainMetadata.KEY -> 4;
            case RemoveFile.KEY -> 5;
            case AddFile.KEY -> 6;
            case AddCdcFile.KEY -> 7;
            default -> 8;
        };
    }
}
