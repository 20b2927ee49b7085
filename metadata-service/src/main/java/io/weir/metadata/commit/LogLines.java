package io.weir.metadata.commit;

import io.weir.delta.action.CommitFile;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The lines of a log file that {@link CommitFile} wrote: no line end is in one, and an action's key is at its beginning. So
 * the bodies of actions, which rows hold, need not be written a second time.
 */
final class LogLines {

    private final byte[] content;

    private LogLines(byte[] content) {
        this.content = content;
    }

    static LogLines of(LogContent content) {
        return new LogLines(content.bytes());
    }

    /** The bodies of the actions of a kind, in the order in which the file has them; each is decoded when it is asked for. */
    List<String> bodies(String key) {
        byte[] prefix = ("{\"" + key + "\":").getBytes(StandardCharsets.UTF_8);
        List<Body> bodies = new ArrayList<>();
        int begin = 0;
        for (int index = 0; index < content.length; index++) {
            if (content[index] == '\n') {
                int body = begin + prefix.length;
                if (body < index && Arrays.equals(content, begin, body, prefix, 0, prefix.length)) {
                    bodies.add(new Body(body, index - 1));
                }
                begin = index + 1;
            }
        }
        return new Bodies(content, bodies);
    }

    /** From where to where one is. */
    private record Body(int begin, int end) {}

    private static final class Bodies extends AbstractList<String> implements RandomAccess {

        private final byte[] content;
        private final List<Body> bodies;

        Bodies(byte[] content, List<Body> bodies) {
            this.content = content;
            this.bodies = bodies;
        }

        @Override
        public String get(int index) {
            Body body = bodies.get(index);
            return new String(content, body.begin(), body.end() - body.begin(), StandardCharsets.UTF_8);
        }

        @Override
        public int size() {
            return bodies.size();
        }
    }
}
