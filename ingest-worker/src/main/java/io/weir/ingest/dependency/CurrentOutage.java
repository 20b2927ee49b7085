package io.weir.ingest.dependency;

/** What is an outage by who asked last: a store may have been removed, and made anew as one of another kind. */
final class CurrentOutage implements Outage {

    private volatile Outage told = Outage.OVER_HTTP;

    void is(Outage now) {
        told = now;
    }

    @Override
    public boolean isSeenIn(Throwable failed) {
        return told.isSeenIn(failed);
    }
}
