package io.weir.standalone.soak;

/**
 * What the oracle says of one table and the dead letters that belong to it.
 *
 * @param produced distinct events in the topic
 * @param rows rows of the table
 * @param filtered events that were to be left out, and are in neither place
 * @param lost events in neither place that were not to be left out
 * @param doubles rows and letters beyond the first of the same event
 * @param misplaced events at a place where they do not belong, or that nobody produced
 * @param example one event that is not right; empty if all are
 */
record Verdict(
        String table,
        long produced,
        long rows,
        long letters,
        long filtered,
        long lost,
        long doubles,
        long misplaced,
        String example) {

    boolean ok() {
        return lost == 0 && doubles == 0 && misplaced == 0 && rows + letters + filtered == produced;
    }

    String sentence() {
        String sum = String.format("+ %,d dead letters + %,d filtered", letters, filtered);
        return ok()
                ? sum + String.format(" = %,d produced, none twice", produced)
                : sum
                        + String.format(
                                "; of %,d produced: %,d lost, %,d twice, %,d misplaced (%s)",
                                produced, lost, doubles, misplaced, example);
    }
}
