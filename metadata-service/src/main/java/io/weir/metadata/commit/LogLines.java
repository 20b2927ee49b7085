package io.weir.metadata.commit;

import io.weir.delta.action.CommitFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** The bodies of the actions of a kind, in the order in which the file has them. */
    List<String> bodies(String key) {
        byte[] prefix = ("{\"" + key + "\":").getBytes(StandardCharsets.UTF_8);
        List<String> bodies = new ArrayList<>();
        int begin = 0;
        for (int index = 0; index < content.length; index++) {
            if (content[index] == '\n') {
                int body = begin + prefix.length;
                if (body < index && Arrays.equals(content, begin, body, prefix, 0, prefix.length)) {
                    bodies.add(new String(content, body, index - 1 - body, StandardCharsets.UTF_8));
                }
                begin = index + 1;
            }
        }
        return bodies;
    }
}
