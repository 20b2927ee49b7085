package io.weir.metadata.table.web;

import io.weir.metadata.table.OfTable;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.Problem;
import io.weir.support.request.ResourceIds;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Has every answer that is about one table, refusals too, tell its id in a header, for who notes calls and reads no bodies. */
@ControllerAdvice
class TableIdHeader implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType selectedContentType,
            Class<? extends HttpMessageConverter<?>> selectedConverterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        UUID tableId = of(body);
        if (tableId != null) {
            response.getHeaders().set(ResourceIds.TABLE_ID_HEADER, tableId.toString());
        }
        return body;
    }

    private static @Nullable UUID of(@Nullable Object body) {
        if (body instanceof Problem problem) {
            return problem.members().get(TableProblems.TABLE_ID) instanceof UUID tableId ? tableId : null;
        }
        return body instanceof OfTable about ? about.tableId() : null;
    }
}
