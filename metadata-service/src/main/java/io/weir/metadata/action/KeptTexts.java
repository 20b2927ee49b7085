package io.weir.metadata.action;

import java.nio.charset.StandardCharsets;

/** Texts that rows keep as they are. JSON allows more: U+0000, halves of surrogate pairs, and any length. */
public final class KeptTexts {

    /** What a column can hold. */
    public static final String ALLOWED = "text without U+0000 and halves of surrogate pairs";

    /** Bytes of UTF-8 in a text that rows are found by, at most: an index holds no longer ones. */
    public static final int LONGEST_KEY = 2000;

    private KeptTexts() {}

    /** Whether a column can hold it. */
    public static boolean isKept(String text) {
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next == 0 || Character.isSurrogate(next)) {
                return next != 0
                        && text.indexOf(0) < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }

    /** The text itself if it is kept, otherwise with marks instead of what is not: for messages that show what was found. */
    public static String printable(String text) {
        return new String(text.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Whether an index can hold it, for all that its length asks. */
    public static boolean isShort(String text) {
        return text.length() <= LONGEST_KEY && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    }
}
