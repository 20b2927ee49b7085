package io.weir.delta.action;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a file's path may be: RFC 2396-encoded, relative to the table's location, and inside it. */
public final class FilePaths {

    /** What a path is, whatever it names. */
    public static final String TEXT = "text without U+0000 and halves of surrogate pairs";

    private FilePaths() {}

    /** Whether it can be the name of anything that is stored, or be stored as it is. */
    public static boolean isText(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index))) {
                return text.indexOf('\0') < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
            }
        }
        return text.indexOf('\0') < 0;
    }

    /** What is wrong with a path; null if nothing is. */
    public static @Nullable String problem(String path) {
        if (path.isEmpty()) {
            return "is empty";
        }
        return isPlain(path) ? null : problemOfEncoded(path);
    }

    /**
     * Whether it is a name as most writers make them, of folders and a file, in which nothing can be wrong. To parse it as a
     * URI would be a tenth of what a large commit costs.
     */
    private static boolean isPlain(String path) {
        boolean plain = isLetterOrDigit(path.charAt(0)) && !path.contains("..");
        for (int index = 1; plain && index < path.length(); index++) {
            char next = path.charAt(index);
            plain = isLetterOrDigit(next) || "-_.=/".indexOf(next) >= 0;
        }
        return plain;
    }

    private static boolean isLetterOrDigit(char found) {
        return (found >= 'a' && found <= 'z') || (found >= 'A' && found <= 'Z') || (found >= '0' && found <= '9');
    }

    static @Nullable String problemOfEncoded(String path) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            return "holds half of a surrogate pair";
        }
        try {
            URI uri = new URI(path);
            if (uri.isAbsolute() || uri.getRawAuthority() != null || path.startsWith("/")) {
                return "is absolute, so it lies outside the table";
            }
            return uri.getRawQuery() != null || uri.getRawFragment() != null
                    ? "has a '?' or '#' that is not percent-encoded"
                    : problemOfDecoded(uri.getPath());
        } catch (URISyntaxException malformed) {
            return "is not percent-encoded (" + malformed.getReason() + " at " + malformed.getIndex() + ")";
        }
    }

    private static @Nullable String problemOfDecoded(String decoded) {
        if (decoded.startsWith("/") || decoded.indexOf('\0') >= 0) {
            return "is no path of a file";
        }
        List<String> parts = Stream.of(decoded.split("[/\\\\]", -1))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        if (parts.isEmpty() || parts.contains("..")) {
            return parts.isEmpty() ? "is no path of a file" : "climbs out of the table";
        }
        return parts.get(0).equals("_delta_log") ? "lies in the log" : null;
    }
}
