package io.weir.standalone.drill;

/** What is done to a replica. */
enum DrillFault {
    /** SIGKILL; started again. */
    KILL,
    /** SIGSTOP, longer than others wait for it, then SIGCONT: what it held is another's when it wakes. */
    FREEZE,
    /** SIGTERM; started again when it has ended, as an upgrade does. */
    ROLL
}
