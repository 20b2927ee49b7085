package io.weir.delta.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A store failed. The message is one line that says what to do. */
public class StorageException extends IOException {

    private static final long serialVersionUID = 1L;

    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Says what a failed {@code doing}, such as {@code write /t/_delta_log/0.json}, means to whoever runs the store. */
    static StorageException of(String doing, IOException failure) {
        if (failure instanceof StorageException described) {
            return described;
        }
        String message = "Cannot " + doing + ": " + meaning(failure);
        return isRefusal(failure)
                ? new StoreRefusedException(message, failure)
                : new StorageException(message, failure);
    }

    private static boolean isRefusal(IOException failure) {
        return failure instanceof AccessDeniedException || lower(failure).contains("permission denied");
    }

    private static String lower(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static String meaning(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        String lower = lower(failure);
        if (lower.contains("no space left") || lower.contains("not enough space")) {
            return "the disk is full; free some space, nothing was written";
        }
        if (lower.contains("quota exceeded")) {
            return "the disk quota is used up; free some space, nothing was written";
        }
        if (isRefusal(failure)) {
            return "access is denied; give this process the right to write there";
        }
        if (lower.contains("read-only file system")) {
            return "the file system is read-only";
        }
        return failure.getClass().getSimpleName() + ": " + message;
    }
}
