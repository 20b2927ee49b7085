package io.weir.delta.storage.google;

import io.weir.delta.storage.rest.RestAnswer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Google's answers say. */
final class GoogleAnswer {

    private static final Pattern REASON = Pattern.compile("\"reason\"\\s*:\\s*\"([A-Za-z0-9]{1,60})\"");
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private GoogleAnswer() {}

    /** Whether there is no such object, where there is its bucket: only the text tells the two apart. */
    static boolean isAbsent(RestAnswer answer) {
        return answer.status() == NOT_FOUND && !isBucketAbsent(answer);
    }

    private static boolean isBucketAbsent(RestAnswer answer) {
        return answer.text().contains("bucket does not exist");
    }

    /** Whether a write was refused because something is there. */
    static boolean isRefusedByCondition(RestAnswer answer) {
        return answer.status() == PRECONDITION_FAILED;
    }

    /** What it means to whoever runs the store. What Google itself said is left out, but for its code. */
    static String meaning(RestAnswer answer) {
        Matcher reason = REASON.matcher(answer.text());
        String told =
                String.format(Locale.ROOT, " (%d%s)", answer.status(), reason.find() ? " " + reason.group(1) : "");
        return switch (answer.status()) {
            case 401, 403 -> "access is denied; the role Storage Object User on the bucket is needed" + told;
            case 404 -> (isBucketAbsent(answer) ? "there is no such bucket" : "Google does not know it") + told;
            case 429, 503 -> "Google asks for patience; it is tried again" + told;
            default -> "Google answered" + told;
        };
    }
}
