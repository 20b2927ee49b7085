package io.weir.metadata.serial;

/** {@code day = … AND id BETWEEN low AND high}. */
record Condition(String day, int low, int high) {

    String sql() {
        return "day = '" + day + "' AND id >= " + low + " AND id <= " + high;
    }

    /** Whether a file of these bounds can hold such a row. */
    boolean canMatch(DataFile file) {
        return file.day().equals(day) && file.low() <= high && file.high() >= low;
    }

    boolean holdsForAllOf(DataFile file) {
        return file.day().equals(day) && file.low() >= low && file.high() <= high;
    }
}
