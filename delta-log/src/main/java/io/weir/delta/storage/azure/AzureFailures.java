package io.weir.delta.storage.azure;

import io.weir.delta.storage.StorageException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;

/** Says what a failure means to whoever runs the store. What Azure itself said is left out, but for its code. */
final class AzureFailures {

    private AzureFailures() {}

    static StorageException describe(String doing, AzureAnswer answer) {
        return new StorageException(doing + ": " + meaning(answer), null);
    }

    static StorageException describe(String doing, IOException failure) {
        return new StorageException(doing + ": " + meaning(failure), failure);
    }

    private static String meaning(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof HttpTimeoutException) {
            return "Azure did not answer in time; whether it was done will be seen";
        }
        // As java.net has it.
        return message.contains("bytes received")
                ? "the answer broke off, bytes are missing at its end (" + message + ")"
                : failure.getClass().getSimpleName() + ": " + message;
    }

    private static String meaning(AzureAnswer answer) {
        String told = String.format(Locale.ROOT, " (%d %s)", answer.status(), answer.code());
        return switch (answer.status()) {
            case 401, 403 ->
                "access is denied; the account's key, or a shared access signature that may read, create, write, delete"
                        + " and list, is needed" + told;
            case 404 ->
                answer.code().equals("ContainerNotFound")
                        ? "there is no such container" + told
                        : "Azure does not know it" + told;
            case 409, 412 -> "Azure does not let it be written" + told;
            case 429, 503 -> "Azure asks for patience; it is tried again" + told;
            default -> "Azure answered" + told;
        };
    }
}
