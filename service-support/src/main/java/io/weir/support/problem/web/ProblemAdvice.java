package io.weir.support.problem.web;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.Problem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import io.weir.support.request.RequestIds;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers every exception of every controller, and of Spring before one is found, with a problem document. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /**
     * Explains what no other method does.
     *
     * @throws Exception the failure itself, of an answer that has begun: then the container breaks it off
     */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> handleAny(Exception failure, WebRequest request) throws Exception {
        if (!isAnswered(request)) {
            return answer(Failures.explain(failure), new HttpHeaders(), request);
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("The caller went away: {}", failure.toString());
            return null;
        }
        // Ended in good order, half an answer would be taken for the whole.
        throw failure;
    }

    /**
     * Only an answer that has begun can lose its reader. A broken connection before that is one to a dependency, such as
     * the database, and must never pass for success.
     */
    private static boolean isAnswered(WebRequest request) {
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        return response != null && response.isCommitted();
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemException meant = Failures.find(failure, ProblemException.class);
        return answer(meant == null ? UnreadableBody.explain(failure) : meant, headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemException meant = Failures.find(failure, ProblemException.class);
        return answer(meant == null ? InvalidArguments.explain(failure) : meant, headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(InvalidArguments.missing("query parameter", failure.getParameterName()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure instanceof MissingRequestHeaderException missing) {
            return answer(InvalidArguments.missing("header", missing.getHeaderName()), headers, request);
        }
        return super.handleServletRequestBindingException(failure, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(InvalidArguments.explain(failure), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure.isForReturnValue()) {
            return answer(Failures.explain(failure), headers, request);
        }
        return answer(InvalidArguments.explain(failure), headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return notFound(failure.getHttpMethod().name(), headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleNoHandlerFoundException(
            NoHandlerFoundException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return notFound(failure.getHttpMethod(), headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String[] supported = failure.getSupportedMethods();
        List<String> allowed = supported == null
                ? List.of()
                : List.of(supported).stream().sorted().toList();
        String detail = failure.getMethod() + " is not taken at " + path(request) + "; allowed: "
                + String.join(", ", allowed) + ".";
        return answer(
                new ProblemException(CommonProblem.METHOD_NOT_ALLOWED, detail).with("allowed", allowed),
                headers,
                request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String found = failure.getContentType() == null ? "none" : "'" + failure.getContentType() + "'";
        String detail = "The request's Content-Type is " + found + "; taken here: "
                + MediaType.toString(failure.getSupportedMediaTypes()) + ".";
        return answer(new ProblemException(CommonProblem.UNSUPPORTED_MEDIA_TYPE, detail), headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String detail = "The answer can be given as " + MediaType.toString(failure.getSupportedMediaTypes()) + " only.";
        return answer(new ProblemException(CommonProblem.NOT_ACCEPTABLE, detail), headers, request);
    }

    /** The rest of what Spring tells apart, by its status. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return answer(Failures.explain(failure), headers, request);
        }
        String detail = body instanceof ProblemDetail described ? described.getDetail() : null;
        return entity(Problem.of(status.value(), detail, path(request), requestId(request)), headers);
    }

    private ResponseEntity<Object> notFound(String method, HttpHeaders headers, WebRequest request) {
        String detail = "There is nothing at " + method + " " + path(request) + ".";
        return answer(new ProblemException(CommonProblem.NOT_FOUND, detail), headers, request);
    }

    private ResponseEntity<Object> answer(ProblemException occurrence, HttpHeaders headers, WebRequest request) {
        log(occurrence, request);
        forgetWhatWasBegun(request);
        HttpHeaders answered = new HttpHeaders(headers);
        if (occurrence.retryAfter() != null) {
            answered.set(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(occurrence.retryAfter()));
        }
        return entity(Problem.of(occurrence, path(request), requestId(request)), answered);
    }

    /** What a controller wrote or said of its answer itself, none of which has left yet. */
    private static void forgetWhatWasBegun(WebRequest request) {
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        if (response != null && !response.isCommitted()) {
            response.resetBuffer();
            response.setContentType(null);
        }
    }

    /** The type is set outright: whatever the caller accepts, and the controller produces, an error is a problem. */
    private static ResponseEntity<Object> entity(Problem problem, HttpHeaders headers) {
        HttpHeaders answered = new HttpHeaders(headers);
        answered.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, answered, problem.status());
    }

    private static void log(ProblemException occurrence, WebRequest request) {
        switch (occurrence.problem().severity()) {
            case CRITICAL ->
                LOG.error(
                        "{} failed: {}", request.getDescription(false), occurrence.getMessage(), occurrence.getCause());
            case HIGH ->
                LOG.warn("{}: {} ({})", request.getDescription(false), occurrence.getMessage(), occurrence.getCause());
            case MEDIUM, LOW -> LOG.debug("{}: {}", request.getDescription(false), occurrence.getMessage());
        }
    }

    private static String path(WebRequest request) {
        return ((ServletWebRequest) request).getRequest().getRequestURI();
    }

    private static String requestId(WebRequest request) {
        return RequestIds.of(((ServletWebRequest) request).getRequest());
    }
}
