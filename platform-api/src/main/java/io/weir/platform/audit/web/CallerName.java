package io.weir.platform.audit.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A caller's name as entries have it: whoever signs tokens may name callers as they like, and an index has
 * room for so much. */
final class CallerName {

    private static final int LONGEST = 256;
    private static final int DIGITS = 16;

    private CallerName() {}

    /** A longer one is cut, and told from others that begin so by the beginning of its SHA-256. */
    static String kept(String name) {
        String shown = name.replaceAll("\\p{C}", "?");
        if (shown.length() <= LONGEST) {
            return shown;
        }
        int end = Character.isHighSurrogate(shown.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return shown.substring(0, end) + "…" + hash(name).substring(0, DIGITS);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
