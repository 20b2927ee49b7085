package io.weir.metadata.commit;

import io.weir.delta.action.Action;
import io.weir.delta.action.CommitFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The lines of a log file, written once: whole they are its content, and a line without its action's key is the body that a
 * row holds. Those of a large commit are {@linkplain MadeAhead written while the first of them are used}, so that nobody who
 * copies its rows waits for the last.
 */
final class LogLines {

    private static final int PORTION = 100;

    private final List<Action> actions;
    private final List<Portion> portions;

    private LogLines(List<Action> actions, List<Portion> portions) {
        this.actions = actions;
        this.portions = portions;
    }

    /** The lines of these actions in canonical order. */
    static LogLines of(List<Action> actions) {
        List<Action> ordered = CommitFile.canonicalOrder(actions);
        int count = (ordered.size() + PORTION - 1) / PORTION;
        List<Portion> portions = count == 1
                ? List.of(Portion.of(ordered))
                : MadeAhead.of(
                        count,
                        1,
                        number -> Portion.of(
                                ordered.subList(number * PORTION, Math.min((number + 1) * PORTION, ordered.size()))));
        return new LogLines(ordered, portions);
    }

    /**
     * The bytes of the file. Where there are many lines, this begins to put them together and does not wait: it is to be
     * called last, as nobody needs the whole before its rows are copied.
     */
    LogContent content() {
        return portions.size() == 1 ? LogContent.of(portions.get(0).lines) : LogContent.madeAhead(this::joined);
    }

    private byte[] joined() {
        byte[] joined = new byte
                [portions.stream().mapToInt(portion -> portion.lines.length).sum()];
        int end = 0;
        for (Portion portion : portions) {
            System.arraycopy(portion.lines, 0, joined, end, portion.lines.length);
            end += portion.lines.length;
        }
        return joined;
    }

    /** The bodies of the actions of a kind, in the order in which the file has them; each is decoded when it is asked for. */
    List<String> bodies(Class<? extends Action> kind) {
        int first = 0;
        while (first < actions.size() && !kind.isInstance(actions.get(first))) {
            first++;
        }
        int end = first;
        while (end < actions.size() && kind.isInstance(actions.get(end))) {
            end++;
        }
        return new Bodies(first, end - first);
    }

    private String body(int index) {
        return portions.get(index / PORTION)
                .body(index % PORTION, actions.get(index).key());
    }

    /** Some lines that follow each other. */
    private static final class Portion {

        /** What stands before an action's key and behind it. */
        private static final int AROUND_KEY = "{\"\":".length();

        /** What ends an action's line. */
        private static final int END = "}\n".length();

        private final byte[] lines;

        /** Where each of them begins, and behind them where the last one ends. */
        private final int[] begins;

        private Portion(byte[] lines, int[] begins) {
            this.lines = lines;
            this.begins = begins;
        }

        static Portion of(List<Action> actions) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(512 * actions.size());
            try {
                CommitFile.writeLines(actions, lines);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            byte[] written = lines.toByteArray();
            return new Portion(written, begins(written, actions.size()));
        }

        /** No line end is in a line: JSON escapes those of its texts. */
        private static int[] begins(byte[] lines, int count) {
            int[] begins = new int[count + 1];
            int line = 0;
            for (int index = 0; index < lines.length; index++) {
                if (lines[index] == '\n') {
                    begins[++line] = index + 1;
                }
            }
            return begins;
        }

        String body(int line, String key) {
            int begin = begins[line] + AROUND_KEY + key.length();
            return new String(lines, begin, begins[line + 1] - END - begin, StandardCharsets.UTF_8);
        }
    }

    private final class Bodies extends AbstractList<String> implements RandomAccess {

        private final int first;
        private final int size;

        Bodies(int first, int size) {
            this.first = first;
            this.size = size;
        }

        @Override
        public String get(int index) {
            return body(first + index);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
