package io.weir.platform.topic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.problem.ProblemException;

/** What a topic is created from. */
record CreateTopicRequest(
        @Schema(example = "events") String name,

        @Schema(example = "4", minimum = "1", maximum = "1000")
        int partitions) {

    private static final int MAXIMUM_PARTITIONS = 1000;

    void check() {
        if (!name.matches("[A-Za-z0-9._-]{1,249}") || name.matches("\\.{1,2}")) {
            throw ProblemException.invalid(
                    "name",
                    "is not the name of a topic",
                    name.length() > 260 ? name.substring(0, 260) : name,
                    "1 to 249 letters, digits, '_', '.' and '-', but not '.' or '..'");
        }
        checkPartitions(partitions);
    }

    static void checkPartitions(int partitions) {
        if (partitions < 1 || partitions > MAXIMUM_PARTITIONS) {
            throw ProblemException.invalid("partitions", "is out of range", partitions, "1 to " + MAXIMUM_PARTITIONS);
        }
    }
}
