package io.weir.support.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Has the log lines of a request tell what it is about, beside its id: the table, pipeline, job and run that its address
 * names.
 */
public final class ResourceIds implements AsyncHandlerInterceptor {

    /** Header in which an answer tells the id of the table that it is about: its name may be another's tomorrow. */
    public static final String TABLE_ID_HEADER = "Weir-Table-Id";

    /** Key of a pipeline's name in the logging context. */
    public static final String PIPELINE = "pipeline";

    /** Key of a run's id in the logging context. */
    public static final String RUN = "run";

    /** Key of a table's name in the logging context. */
    public static final String TABLE = "table";

    private static final String JOB = "job";

    /** The keys, by the parameters of addresses. */
    private static final Map<String, String> KEYS = Map.of(
            "table", TABLE,
            "pipeline", PIPELINE,
            "job", JOB,
            "job_name", JOB,
            "runId", RUN,
            "run_id", RUN);

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> parameters) {
            parameters.forEach((name, value) -> {
                String key = KEYS.get(String.valueOf(name));
                if (key != null) {
                    MDC.put(key, String.valueOf(value));
                }
            });
        }
        return true;
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        clear(KEYS.values());
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        clear(KEYS.values());
    }

    private static void clear(Collection<String> keys) {
        keys.forEach(MDC::remove);
    }
}
