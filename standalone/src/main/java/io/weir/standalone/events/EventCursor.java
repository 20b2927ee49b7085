package io.weir.standalone.events;

/** A position in an event source. Not for use by several threads. */
public interface EventCursor extends AutoCloseable {

    /**
     * The next event, UTF-8 encoded and without a line end; the array is the caller's.
     *
     * @throws java.util.NoSuchElementException after the last event
     * @throws EventSourceException if the source can no longer be read
     */
    byte[] next();

    @Override
    void close();
}
