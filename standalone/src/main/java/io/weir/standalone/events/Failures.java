package io.weir.standalone.events;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in a few words why a file could not be read or written. */
final class Failures {

    private static final int LONGEST = 200;

    private Failures() {}

    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it is no longer there";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return firstLine(system.getReason());
        }
        return firstLine(String.valueOf(failure.getMessage()));
    }

    /** The first line of a message, at most 200 characters. */
    static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("unknown reason");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
