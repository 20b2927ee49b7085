package io.weir.delta.skipping;

/** Two keys between which a value surely lies. A point if they are equal: then the value is exactly that one. */
record KeyRange(SortKey low, SortKey high) {

    static KeyRange point(SortKey key) {
        return new KeyRange(key, key);
    }

    boolean isPoint() {
        return low.equals(high);
    }
}
