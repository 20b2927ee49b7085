package io.weir.platform.secret;

import io.weir.support.problem.ProblemException;
import java.nio.charset.StandardCharsets;

/** A value in the clear, for as short as it can be. Nothing but {@link #text()} tells it. */
public record SecretValue(String text) {

    private static final int LONGEST = 32_768;

    /**
     * A value that somebody sent.
     *
     * @throws ProblemException without the value
     */
    public static SecretValue of(String text) {
        boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (text.isEmpty() || text.length() > LONGEST || !encodable) {
            throw ProblemException.invalid(
                    "value", "is not a value that can be kept", null, "1 to " + LONGEST + " characters of Unicode");
        }
        return new SecretValue(text);
    }

    static SecretValue of(byte[] bytes) {
        return new SecretValue(new String(bytes, StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "SecretValue[]";
    }
}
