package io.weir.platform.secret.web;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Explains a body that cannot be read without repeating any of it: what stands where JSON ends may be the value, and so may
 * the name of an unknown field.
 */
@RestControllerAdvice(assignableTypes = SecretController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnreadableSecrets extends RequestBodyAdviceAdapter {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> FIELDS = Set.of("name", "value");

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    /** Refuses what is not JSON before a parser tells the log what it stumbled over. */
    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage input,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = input.getBody().readAllBytes();
        if (!isJson(body)) {
            throw new HttpMessageNotReadableException("The body is not JSON", input);
        }
        return new Read(input.getHeaders(), body);
    }

    private static boolean isJson(byte[] body) {
        try {
            return JSON.readTree(body).isObject();
        } catch (JacksonException isNot) {
            return false;
        }
    }

    /** A body that was read before. */
    private static final class Read implements HttpInputMessage {

        private final HttpHeaders headers;
        private final byte[] body;

        Read(HttpHeaders headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    void answer(HttpMessageNotReadableException unreadable, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemException problem = new ProblemException(
                CommonProblem.MALFORMED_REQUEST,
                "The body must be a JSON object of the fields that this takes; what came instead is not repeated");
        if (unreadable.getCause() instanceof JacksonException misfit) {
            String path = misfit.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .collect(Collectors.joining("."));
            if (FIELDS.contains(path)) {
                String wrong =
                        misfit instanceof UnrecognizedPropertyException ? "is not a known field" : "must be a text";
                problem.with("errors", List.of(new FieldProblem(path, wrong, null, null)));
            }
        }
        ProblemWriter.write(request, response, problem);
    }
}
