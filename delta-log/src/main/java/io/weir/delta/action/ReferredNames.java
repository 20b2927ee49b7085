package io.weir.delta.action;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The names of files, relative to a table's location, that an action may mean. Rather one too many than one too few: they are
 * for those who ask whether a file is needed still. A path counts as it stands and decoded; of an absolute one, whatever
 * place it names, each of its ends counts, because one place has many names (links, mounts, {@code s3a} for {@code s3}).
 */
public final class ReferredNames {

    private static final String Z85 =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    private static final int UUID_LENGTH = 20;
    private static final int DIGITS = 5;

    private ReferredNames() {}

    /** What the path of an add, a remove or a change file may mean. */
    public static Set<String> ofPath(String path) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : List.of(path, decoded(path))) {
            String name = normalized(text);
            names.add(text);
            names.add(name);
            if (isAbsolute(path)) {
                for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                    names.add(name.substring(slash + 1));
                }
            }
        }
        return names;
    }

    /** Whether a path names its place itself. */
    public static boolean isAbsolute(String path) {
        return path.startsWith("/") || path.contains(":/");
    }

    /**
     * The files that a deletion vector may lie in; none for one that is written inline.
     *
     * @param uniqueId {@link DeletionVectorDescriptor#uniqueId()}, in which nothing says whether it ends with an offset
     */
    public static Set<String> ofVector(String uniqueId) {
        Set<String> names = new LinkedHashSet<>();
        int offset = uniqueId.lastIndexOf('@');
        addVector(uniqueId, names);
        if (offset > 0) {
            addVector(uniqueId.substring(0, offset), names);
        }
        return names;
    }

    private static void addVector(String typed, Set<String> names) {
        String place = typed.isEmpty() ? "" : typed.substring(1);
        if (typed.startsWith("p")) {
            names.addAll(ofPath(place));
        } else if (typed.startsWith("u") && place.length() >= UUID_LENGTH) {
            int start = place.length() - UUID_LENGTH;
            String folder = start == 0 ? "" : place.substring(0, start) + "/";
            uuid(place.substring(start)).ifPresent(uuid -> names.add(folder + "deletion_vector_" + uuid + ".bin"));
        }
    }

    private static Optional<UUID> uuid(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        for (int start = 0; start < UUID_LENGTH; start += DIGITS) {
            long word = 0;
            for (char digit : text.substring(start, start + DIGITS).toCharArray()) {
                int value = Z85.indexOf(digit);
                if (value < 0) {
                    return Optional.empty();
                }
                word = word * Z85.length() + value;
            }
            bytes.putInt((int) word);
        }
        return Optional.of(new UUID(bytes.getLong(0), bytes.getLong(Long.BYTES)));
    }

    /** Percent-encoded bytes of UTF-8 as characters; what is not encoded as it should be stays as it is. */
    private static String decoded(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        for (int place = 0; place < text.length; place++) {
            int high = text[place] == '%' && place + 2 < text.length ? Character.digit(text[place + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text[place + 2], 16);
            if (low < 0) {
                bytes.write(text[place]);
            } else {
                bytes.write(16 * high + low);
                place += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Without empty parts, and those that lead nowhere or back. */
    private static String normalized(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
