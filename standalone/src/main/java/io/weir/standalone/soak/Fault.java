package io.weir.standalone.soak;

/** What is done to the platform. */
enum Fault {
    /** SIGKILL of the JVM: services and broker die, the PostgreSQL server is left behind. */
    KILL(48),
    /** SIGKILL of the JVM and of the PostgreSQL server. */
    KILL_ALL(10),
    /** SIGSTOP, a pause, SIGCONT. */
    FREEZE(8),
    /** SIGTERM, as service managers do. */
    TERMINATE(8),
    /** The pipeline is stopped by REST and, after a pause, started. */
    STOP(4),
    /** The pipeline is paused by REST and, after some time, resumed. */
    PAUSE(4),
    /** The pipeline is drained by REST and started when it has ended. */
    DRAIN(6),
    /** SIGKILL while the pipeline drains. */
    KILL_IN_DRAIN(6),
    /** All connections to the hub are closed in the middle of whatever they carry. */
    CUT(6);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /** How often it comes, beside the others. */
    int weight() {
        return weight;
    }

    boolean kills() {
        return this == KILL || this == KILL_ALL || this == KILL_IN_DRAIN;
    }
}
