package io.weir.platform.openapi.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.annotations.Hidden;
import io.weir.platform.openapi.ApiDocuments;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v3/api-docs}: the document of the whole platform. The gateway's own part is at {@code …/platform}. */
@RestController
@Hidden
class ApiDocumentController {

    private final ApiDocuments documents;
    private final OpenApiWebMvcResource own;

    ApiDocumentController(ApiDocuments documents, OpenApiWebMvcResource own) {
        this.documents = documents;
        this.own = own;
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode document(HttpServletRequest request) throws JsonProcessingException {
        return documents.merge(own.openapiJson(request, "/v3/api-docs/platform", Locale.ENGLISH));
    }
}
