package io.weir.support.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names a secret that is kept elsewhere: {@code env:NAME} or {@code file:/PATH}. It may stand in settings and be told
 * to anybody; the secret itself is read anew each time, so that a changed file counts at once.
 */
public record SecretReference(String text) {

    private static final String VARIABLE = "env:";
    private static final String FILE = "file:/";

    /** Refuses anything else, without repeating it: it may be the secret itself. */
    public SecretReference {
        if (!text.startsWith(VARIABLE) && !text.startsWith(FILE)) {
            throw new IllegalArgumentException("a secret is given as env:NAME or file:/PATH, never as itself");
        }
    }

    /**
     * The secret, without white space around it.
     *
     * @throws IllegalStateException where there is none; says which
     */
    public String read() {
        String secret = text.startsWith(VARIABLE) ? variable() : file();
        if (secret.isBlank()) {
            throw new IllegalStateException(text + " is empty");
        }
        return secret.strip();
    }

    private String variable() {
        return ProcessVariables.find(text.substring(VARIABLE.length())).orElse("");
    }

    private String file() {
        try {
            return Files.readString(Path.of(text.substring(FILE.length() - 1)));
        } catch (IOException unreadable) {
            throw new IllegalStateException(text + " cannot be read: " + unreadable, unreadable);
        }
    }
}
