package io.weir.delta.storage.azure;

import io.weir.delta.storage.rest.RestAnswer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Azure's answers say. */
final class AzureAnswer {

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,100})</Code>");
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private AzureAnswer() {}

    /** Whether there is no such blob, where there is its container. */
    static boolean isAbsent(RestAnswer answer) {
        return answer.status() == NOT_FOUND && !code(answer).equals("ContainerNotFound");
    }

    /** Whether a write was refused because something is there. */
    static boolean isRefusedByCondition(RestAnswer answer) {
        return answer.status() == PRECONDITION_FAILED
                || (answer.status() == CONFLICT && code(answer).equals("BlobAlreadyExists"));
    }

    /** Whether the version of the service that is asked for is not there: an emulator's, or that of a cloud of one's own. */
    static boolean isOfUnknownVersion(RestAnswer answer) {
        return answer.status() == BAD_REQUEST && code(answer).equals("InvalidHeaderValue");
    }

    /** Azure's name for what is wrong; empty if it says none. */
    static String code(RestAnswer answer) {
        Matcher code = CODE.matcher(answer.text());
        return !answer.isDone() && code.find() ? code.group(1) : "";
    }

    /** What it means to whoever runs the store. What Azure itself said is left out, but for its code. */
    static String meaning(RestAnswer answer) {
        String told = String.format(Locale.ROOT, " (%d %s)", answer.status(), code(answer));
        return switch (answer.status()) {
            case 401, 403 ->
                "access is denied; the account's key, or a shared access signature that may read, create, write, delete"
                        + " and list, is needed, or the role Storage Blob Data Contributor" + told;
            case 404 ->
                code(answer).equals("ContainerNotFound")
                        ? "there is no such container" + told
                        : "Azure does not know it" + told;
            case 409, 412 -> "Azure does not let it be written" + told;
            case 429, 503 -> "Azure asks for patience; it is tried again" + told;
            default -> "Azure answered" + told;
        };
    }
}
