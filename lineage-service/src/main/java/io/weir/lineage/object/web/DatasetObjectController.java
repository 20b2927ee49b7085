package io.weir.lineage.object.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.object.ObjectContent;
import io.weir.lineage.object.ObjectName;
import io.weir.lineage.object.ObjectPrecondition;
import io.weir.lineage.object.Objects;
import io.weir.lineage.object.StoredObject;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Objects by bucket and name; bodies pass in constant memory, whatever their size. */
@RestController
@Tag(name = "Datasets")
class DatasetObjectController {

    private static final String PATH = "/api/v1/datasets/{bucket}/{*object}";
    private static final String CHECKSUM = "X-Checksum-SHA256";

    private final Objects objects;

    DatasetObjectController(Objects objects) {
        this.objects = objects;
    }

    @PutMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB)
    @Operation(
            operationId = "putDatasetObject",
            summary = "Stores an object, whole or not at all",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<StoredObject> put(
            @PathVariable String bucket,
            @PathVariable String object,
            IfMatch ifMatch,
            @RequestHeader(name = CHECKSUM, required = false) @Nullable String sha256,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        ObjectName name = name(bucket, object);
        StoredObject stored = objects.store(name, request.getInputStream(), sha256, precondition(ifMatch));
        return ResponseEntity.created(URI.create(request.getRequestURI())).body(stored);
    }

    @GetMapping(PATH)
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getDatasetObject", summary = "Reads an object, or ranges of it")
    @ApiResponse(
            responseCode = "200",
            description = "The bytes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> get(@PathVariable String bucket, @PathVariable String object) throws IOException {
        ObjectName name = name(bucket, object);
        ObjectContent found = objects.find(name).orElseThrow(() -> notFound(name));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .lastModified(found.modifiedAt())
                .eTag(found.version())
                .body(new ObjectResource(found));
    }

    @DeleteMapping(PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "deleteDatasetObject", summary = "Removes an object")
    void delete(@PathVariable String bucket, @PathVariable String object, IfMatch ifMatch) throws IOException {
        ObjectName name = name(bucket, object);
        if (!objects.remove(name, precondition(ifMatch))) {
            throw notFound(name);
        }
    }

    private static @Nullable ObjectPrecondition precondition(IfMatch ifMatch) {
        return ifMatch.isCondition() ? version -> ifMatch.check(version == null ? null : EntityTags.of(version)) : null;
    }

    /** What is left of the path begins with a slash; it is decoded already, and a percent sign in it is one of the name. */
    private static ObjectName name(String bucket, String object) {
        return new ObjectName(bucket, object.substring(1));
    }

    private static ProblemException notFound(ObjectName name) {
        return new ProblemException(
                LineageProblem.OBJECT_NOT_FOUND, "The bucket " + name.bucket() + " has no object " + name.key());
    }
}
