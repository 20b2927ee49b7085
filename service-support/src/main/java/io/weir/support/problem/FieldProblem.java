package io.weir.support.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of a request.
 *
 * @param field path of the field, as in {@code source.topic}
 * @param message what is wrong with it, in a few words that follow the field's name
 * @param found the value that was sent, shortened; absent where it is secret or was missing
 * @param allowed what may be sent instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldProblem(
        String field,
        String message,
        @Nullable String found,
        @Nullable String allowed) {

    private static final int LONGEST = 200;

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|credential|api.?key|access.?key|connection.?string|authorization).*"
                    + "|(.*[._])?(api|access|auth|bearer|refresh)?.?token");

    public FieldProblem {
        if (found != null && SECRET.matcher(field).matches()) {
            found = null;
        }
        found = shorten(found);
        allowed = shorten(allowed);
    }

    private static @Nullable String shorten(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
