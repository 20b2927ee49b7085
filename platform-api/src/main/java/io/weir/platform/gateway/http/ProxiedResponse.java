package io.weir.platform.gateway.http;

import io.weir.platform.gateway.GatewayProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** A service's answer as the gateway gives it: status and body unchanged, headers without those of one connection. */
final class ProxiedResponse extends GatewayResponse {

    private final UpstreamAnswer answer;

    ProxiedResponse(UpstreamAnswer answer) {
        super(answer.status());
        this.answer = answer;
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        try (answer) {
            if (EmptyStream.isFor(request, answer.status())) {
                EmptyStream.orProblem(request, response, unavailable("The service has no stream now", null));
                return null;
            }
            answer.copyHeadTo(response);
            answer.copyTo(response.getOutputStream());
            response.flushBuffer();
        } catch (UpstreamBrokeOff early) {
            if (response.isCommitted()) {
                BrokenOffAnswers.mark(request, early);
                return null;
            }
            response.reset();
            SecurityHeaders.apply(response);
            EmptyStream.orProblem(request, response, unavailable("The service broke off its answer", early));
        }
        return null;
    }

    private static ProblemException unavailable(String what, @Nullable UpstreamBrokeOff early) {
        return new ProblemException(GatewayProblem.SERVICE_UNAVAILABLE, what, Duration.ofSeconds(1), early);
    }
}
