package io.weir.support.request;

import jakarta.servlet.ServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id of the request that the running thread works for. */
public final class RequestIds {

    /** Header in which a request id is taken, given back and passed on. */
    public static final String HEADER = "X-Request-Id";

    /** Key of the request id in the logging context. */
    public static final String LOGGING_KEY = "requestId";

    private static final String ATTRIBUTE = RequestIds.class.getName();

    /** Bounded and harmless in a log line, a header and a file name. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private RequestIds() {}

    /** The id of the request that this thread answers; null outside of a request. */
    public static @Nullable String current() {
        return MDC.get(LOGGING_KEY);
    }

    /** A new id, for work that begins here. */
    public static String make() {
        return UUID.randomUUID().toString();
    }

    /**
     * The id that a request was given by {@link #accept}; made now where none was, as for a request that the container
     * refused before any filter ran.
     */
    public static String of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : accept(request, null);
    }

    /** Gives a request its id: the caller's, or a new one where the caller's is absent or not safe. */
    static String accept(ServletRequest request, @Nullable String fromCaller) {
        String id = fromCaller != null && SAFE.matcher(fromCaller).matches() ? fromCaller : make();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** The same work for the request of this thread, on whatever thread it is done. */
    static Runnable keptBy(Runnable work) {
        String id = current();
        return () -> during(id, work);
    }

    /** Does work for a request, or for none, whatever else this thread works for. */
    public static void during(@Nullable String id, Runnable work) {
        String outer = current();
        set(id);
        try {
            work.run();
        } finally {
            set(outer);
        }
    }

    /** Makes this thread work for a request, or for none. */
    static void set(@Nullable String id) {
        if (id == null) {
            MDC.remove(LOGGING_KEY);
        } else {
            MDC.put(LOGGING_KEY, id);
        }
    }

    static boolean known(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
