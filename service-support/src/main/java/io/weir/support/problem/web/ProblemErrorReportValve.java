package io.weir.support.problem.web;

import io.weir.support.problem.Problem;
import io.weir.support.problem.ProblemWriter;
import io.weir.support.request.RequestIds;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Tomcat's own errors, met before any application is found: a request line or headers that cannot be parsed. */
class ProblemErrorReportValve extends ErrorReportValve {

    private static final Log LOG = LogFactory.getLog(ProblemErrorReportValve.class);
    private static final Pattern QUERY = Pattern.compile("\\?\\S+");

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (throwable != null && status >= 500) {
            LOG.error("Request failed in the container", throwable);
        }
        answer(request, response, status, detail(response, status < 500 ? throwable : null));
    }

    private static void answer(Request request, Response response, int status, @Nullable String detail) {
        try {
            Problem problem = Problem.of(status, detail, path(request), RequestIds.of(request));
            ProblemWriter.write(response.getResponse(), problem, null);
            response.finishResponse();
        } catch (IOException callerWentAway) {
            LOG.debug("The problem could not be written", callerWentAway);
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, callerWentAway);
        }
    }

    /**
     * What Tomcat says of a request that it cannot read helps whoever wrote it, and tells nothing of this service. The query
     * that it may quote is left out: it can hold a ticket.
     */
    private static @Nullable String detail(Response response, @Nullable Throwable refused) {
        String message = refused == null ? response.getMessage() : refused.getMessage();
        return message == null || message.isBlank()
                ? null
                : QUERY.matcher(message).replaceAll("?…");
    }

    private static @Nullable String path(Request request) {
        String path = request.getRequestURI();
        return path == null || path.isEmpty() ? null : path;
    }
}
