package io.weir.support.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes or makes the request id before anything else runs, on every thread that works for the request. */
class RequestIdFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = RequestIds.known(request)
                ? RequestIds.of(request)
                : RequestIds.accept(request, request.getHeader(RequestIds.HEADER));
        if (!response.isCommitted()) {
            response.setHeader(RequestIds.HEADER, id);
        }
        String outer = RequestIds.current();
        RequestIds.set(id);
        try {
            chain.doFilter(request, response);
        } finally {
            RequestIds.set(outer);
        }
    }

    /** An asynchronous answer goes on in another thread, whose log lines must carry the id too. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
