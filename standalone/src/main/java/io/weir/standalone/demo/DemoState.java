package io.weir.standalone.demo;

/**
 * The demo of a data folder.
 *
 * @param id names everything that belongs to it
 * @param source fingerprint of its events
 * @param finished whether its summary was printed and all was well
 */
record DemoState(String id, String source, boolean finished) {

    /** Whether a demo of {@code asked} goes on where this one stopped. */
    boolean isResumedBy(String asked) {
        return !finished && source.equals(asked);
    }

    DemoState finish() {
        return new DemoState(id, source, true);
    }
}
