package io.weir.standalone.soak;

/** Compares what is there with what was produced, event by event. */
final class Oracle {

    private final String table;
    private final Sightings rows;
    private final Sightings letters;
    private long produced;
    private long filtered;
    private long lost;
    private long misplaced;
    private String example = "";

    private Oracle(String table, Sightings rows, Sightings letters) {
        this.table = table;
        this.rows = rows;
        this.letters = letters;
    }

    /** @param ends end of each partition of the topic, from partition 0 on */
    static Verdict judge(String table, Sightings rows, Sightings letters, long... ends) {
        return new Oracle(table, rows, letters).judge(ends);
    }

    private Verdict judge(long... ends) {
        for (int partition = 0; partition < ends.length; partition++) {
            for (long sequence = 0; sequence < ends[partition]; sequence++) {
                look(partition, sequence);
            }
        }
        misplaced += rows.beyond(ends) + letters.beyond(ends);
        long doubles = rows.doubles() + letters.doubles();
        return new Verdict(table, produced, rows.count(), letters.count(), filtered, lost, doubles, misplaced, example);
    }

    private void look(int partition, long sequence) {
        produced++;
        Fate fate = Fate.of(partition, sequence);
        boolean row = rows.has(partition, sequence);
        boolean letter = letters.has(partition, sequence);
        if (row == (fate == Fate.ROW) && letter == fate.isLetter()) {
            filtered += fate == Fate.FILTERED ? 1 : 0;
            return;
        }
        if (row || letter) {
            misplaced++;
        } else {
            lost++;
        }
        if (example.isEmpty()) {
            example = String.format("partition %d, sequence %d, which is %s", partition, sequence, fate);
        }
    }
}
