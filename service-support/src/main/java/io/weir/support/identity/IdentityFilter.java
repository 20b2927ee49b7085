package io.weir.support.identity;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody in who does not say who they are, or who may not do what they ask for. */
final class IdentityFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";
    private static final String LOGGING_KEY = "caller";

    private final AnonymousPaths anonymous;
    private final List<BearerTokens> tokens;
    private final List<AccessRule> rules;
    private final Refusals refusals;

    IdentityFilter(AnonymousPaths anonymous, List<BearerTokens> tokens, List<AccessRule> rules, Refusals refusals) {
        this.anonymous = anonymous;
        this.tokens = List.copyOf(tokens);
        this.rules = List.copyOf(rules);
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return anonymous.allow(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Identity identity = authenticate(request);
            identity.attachTo(request);
            authorize(request, identity);
            MDC.put(LOGGING_KEY, identity.name());
        } catch (ProblemException refused) {
            ProblemException told = told(request, refused);
            challenge(response, told);
            ProblemWriter.write(request, response, told);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOGGING_KEY);
        }
    }

    private ProblemException told(HttpServletRequest request, ProblemException refused) {
        return refused.problem() == CommonProblem.UNAUTHENTICATED ? refusals.answer(request, refused) : refused;
    }

    private Identity authenticate(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (given.isEmpty()) {
            throw unauthenticated("Send a token: Authorization: Bearer …");
        }
        String header = given.get(0);
        if (given.size() > 1 || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw unauthenticated("There must be one Authorization header, and it must be: Bearer, a blank, a token");
        }
        String token = header.substring(SCHEME.length()).strip();
        return tokens.stream()
                .map(kind -> kind.find(token))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> unauthenticated("The token is not known here, has expired or was revoked"));
    }

    private void authorize(HttpServletRequest request, Identity identity) {
        Scope required = rules.stream()
                .map(rule -> rule.required(request))
                .max(Scope::compareTo)
                .orElse(Scope.ADMIN);
        if (!identity.scope().includes(required)) {
            throw new ProblemException(
                            CommonProblem.FORBIDDEN,
                            "This needs the scope " + required + "; " + identity.name() + " has " + identity.scope())
                    .with("required", required.name());
        }
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(CommonProblem.UNAUTHENTICATED, detail);
    }

    /** RFC 6750, section 3. */
    private static void challenge(HttpServletResponse response, ProblemException refused) {
        if (refused.problem() == CommonProblem.UNAUTHENTICATED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"weir\"");
        } else if (refused.problem() == CommonProblem.FORBIDDEN) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"weir\", error=\"insufficient_scope\"");
        }
    }
}
