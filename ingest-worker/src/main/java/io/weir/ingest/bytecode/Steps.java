package io.weir.ingest.bytecode;

/**
 * What a call has done: how often it entered a method or went back in a loop. Nothing ends a thread from outside; this has code end
 * itself, and after the same steps wherever and whenever it runs, so that a record that is read again has the same fate.
 */
public final class Steps {

    /** As many as a call may take: a fraction of a second. */
    static final long MOST = 50_000_000;

    private static final ThreadLocal<long[]> LEFT = ThreadLocal.withInitial(() -> new long[] {MOST});

    private Steps() {}

    static void begin() {
        LEFT.get()[0] = MOST;
    }

    /** Put into uploaded code when it is loaded. */
    public static void take() {
        long[] left = LEFT.get();
        if (--left[0] < 0) {
            throw new EndlessCallError();
        }
    }

    /** No code that was uploaded has a name for it. */
    static final class EndlessCallError extends Error {

        private static final long serialVersionUID = 1L;

        EndlessCallError() {
            super("takes more than " + MOST + " steps", null, false, false);
        }
    }
}
