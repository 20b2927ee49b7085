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
        return new StorageException("Cannot " + doing + ": " + meaning(failure), failure);
    }

    private static String meaning(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space")) {
            return "the disk is full; free some space, nothing was written";
        }
        if (lower.contains("quota exceeded")) {
            return "the disk quota is used up; free some space, nothing was written";
        }
        if (failure instanceof AccessDeniedException || lower.contains("permission denied")) {
            return "access is denied; give this process the right to write there";
        }
        if (lower.contains("read-only file system")) {
            return "the file system is read-only";
        }
        return failure.getClass().getSimpleName() + ": " + message;
    }
}
