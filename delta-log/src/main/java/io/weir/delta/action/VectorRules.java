package io.weir.delta.action;

import io.weir.delta.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a deletion vector's descriptor must keep by itself, by the protocol's "Deletion Vector Descriptor Schema". */
final class VectorRules {

    /** A UUID in Base85; what stands before it in a path that is relative to the table is a folder's name. */
    private static final int UUID_CHARACTERS = 20;

    private VectorRules() {}

    /** Checks the vector of a file that is added. */
    static void check(@Nullable DeletionVectorDescriptor vector, String path, List<Violation> violations) {
        checkNumbers(vector, path, violations);
        String problem = vector == null ? null : problemOfPlace(vector);
        if (vector != null && problem != null) {
            violations.add(Violation.of(
                    at(path) + ".pathOrInlineDv",
                    problem,
                    vector.pathOrInlineDv(),
                    switch (vector.storageType()) {
                        case "i" -> "the vector in Base85";
                        case "p" -> "an absolute path";
                        default -> "a folder inside the table, or none, and a UUID of 20 characters";
                    }));
        }
    }

    /** Checks what is not about where the vector lies, which a file that is removed has from whoever added it. */
    static void checkNumbers(@Nullable DeletionVectorDescriptor vector, String path, List<Violation> violations) {
        if (vector == null) {
            return;
        }
        Integer offset = vector.offset();
        ActionRules.checkNotNegative(vector.sizeInBytes(), at(path) + ".sizeInBytes", violations);
        ActionRules.checkNotNegative(vector.cardinality(), at(path) + ".cardinality", violations);
        ActionRules.checkNotNegative(offset == null ? 0 : offset, at(path) + ".offset", violations);
        if (vector.storageType().equals("i") && offset != null) {
            violations.add(
                    Violation.of(at(path) + ".offset", "is there though the vector is inline", offset, "nothing"));
        }
    }

    private static String at(String path) {
        return path + ".deletionVector";
    }

    private static @Nullable String problemOfPlace(DeletionVectorDescriptor vector) {
        String place = vector.pathOrInlineDv();
        if (place.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(place)) {
            return "holds a character that no path has";
        }
        return switch (vector.storageType()) {
            case "i" -> place.isEmpty() ? "is empty" : null;
            case "p" -> problemOfAbsolute(place);
            default -> problemOfRelative(place);
        };
    }

    private static @Nullable String problemOfAbsolute(String place) {
        if (!place.startsWith("/") && !place.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
            return "is not absolute";
        }
        return Arrays.asList(place.split("[/\\\\]", -1)).contains("..") ? "climbs" : null;
    }

    private static @Nullable String problemOfRelative(String place) {
        if (place.length() < UUID_CHARACTERS) {
            return "is too short";
        }
        String folder = place.substring(0, place.length() - UUID_CHARACTERS);
        return folder.isEmpty() ? null : FilePaths.problem(folder);
    }
}
