package io.weir.delta.skipping;

import java.util.Optional;

/** Texts as keys. */
final class Texts {

    /** Statistics hold so many characters of a text; of the highest one, with something behind them that sorts higher. */
    static final int CUT = 32;

    private Texts() {}

    /** Of a bound or partition value: cut itself, so that a long text costs no more than a short one. */
    static Optional<KeyRange> stored(String text) {
        if (!isWellFormed(text)) {
            return Optional.empty();
        }
        if (text.codePointCount(0, text.length()) < CUT) {
            return Optional.of(KeyRange.point(SortKey.text(text)));
        }
        SortKey prefix = SortKey.text(text.substring(0, text.offsetByCodePoints(0, CUT)));
        return Optional.of(new KeyRange(prefix, prefix.behindAllThatBeginSo()));
    }

    /** Half a surrogate pair has no place in the order. */
    static boolean isWellFormed(String text) {
        int index = 0;
        while (index < text.length()) {
            int point = text.codePointAt(index);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return false;
            }
            index += Character.charCount(point);
        }
        return true;
    }
}
