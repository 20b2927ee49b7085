package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.dependent.Removals;
import io.weir.ingest.function.FunctionSourceService;
import io.weir.ingest.function.FunctionSources;
import io.weir.ingest.function.JarContent;
import io.weir.ingest.function.JavaFunctionSettings;
import io.weir.ingest.function.KeptFunctionSource;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Grant;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.note.Notes;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who uploads a jar has code run on workers: that needs a grant on all function sources, whosever the one is. */
@RestController
@RequestMapping("/api/v1/function-sources")
@Tag(name = "Function sources")
class FunctionSourceController {

    private final FunctionSourceService service;
    private final FunctionSources sources;
    private final JavaFunctionSettings settings;
    private final IdempotentRequests requests;
    private final Access access;

    FunctionSourceController(
            FunctionSourceService service,
            FunctionSources sources,
            JavaFunctionSettings settings,
            IdempotentRequests requests,
            Access access) {
        this.service = service;
        this.sources = sources;
        this.settings = settings;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ChecksGrants("MANAGE on every FUNCTION_SOURCE")
    @Operation(
            operationId = "createFunctionSource",
            summary = "Uploads a jar, methods of which functions may be",
            description =
                    "All of it is looked at before it is kept; what is not allowed is 422 with the entry of the jar. 409 where"
                            + " Java functions are switched off.")
    ResponseEntity<FunctionSourceDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateFunctionSourceRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.FUNCTION_SOURCE, Grant.ALL);
        settings.require();
        String name = FunctionSourceService.checked(request.name());
        Notes notes = request.notes();
        JarContent content = JarContent.check(request.content());
        String owner = NewOwner.maker(call);
        return requests.once(key, "createFunctionSource", request, FunctionSourceDocument.class, () -> {
            KeptFunctionSource created = service.create(name, content, notes, owner);
            return ResponseEntity.created(URI.create("/api/v1/function-sources/" + created.name()))
                    .eTag(EntityTags.of(created.revision()))
                    .body(FunctionSourceDocument.of(created));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listFunctionSources", summary = "Lists function sources")
    FunctionSourcePage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Visible visible = access.visible(call, ResourceKind.FUNCTION_SOURCE);
        Page<KeptFunctionSource> page = Page.ofVisible(
                PageRequest.of(limit, pageToken, prefix),
                sources::list,
                found -> visible.test(found.name(), found.owner()),
                KeptFunctionSource::name);
        return new FunctionSourcePage(
                page.items().stream().map(FunctionSourceDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{source}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.FUNCTION_SOURCE, named = "source")
    @Operation(operationId = "getFunctionSource", summary = "Gets a function source, with the methods of its jar")
    ResponseEntity<FunctionSourceDocument> get(@PathVariable String source) {
        return answer(service.get(source));
    }

    @GetMapping(path = "/{source}/content", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.FUNCTION_SOURCE, named = "source")
    @Operation(operationId = "downloadFunctionSource", summary = "Gets the jar as it was uploaded, byte for byte")
    ResponseEntity<Resource> download(@PathVariable String source) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new ByteArrayResource(service.jar(source)));
    }

    @PatchMapping("/{source}")
    @ChecksGrants("MANAGE on the function source, and on every one for another jar")
    @Operation(
            operationId = "updateFunctionSource",
            summary = "Changes a function source",
            description =
                    "Functions are those of another jar at once, which must have their methods; a pipeline meets them when it is"
                            + " next made, changed or started, and goes on with the jar that it had until then.")
    ResponseEntity<FunctionSourceDocument> update(
            HttpServletRequest call,
            @PathVariable String source,
            IfMatch ifMatch,
            @RequestBody UpdateFunctionSourceRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.FUNCTION_SOURCE, source);
        if (request.content() != null) {
            access.require(call, Privilege.MANAGE, ResourceKind.FUNCTION_SOURCE, Grant.ALL);
            settings.require();
        }
        return ifMatch.change(() -> {
            KeptFunctionSource read = service.get(source);
            ifMatch.check(read.revision());
            return answer(service.change(read, request.checked(), request.notes(read)));
        });
    }

    @DeleteMapping("/{source}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.FUNCTION_SOURCE, named = "source")
    @Operation(
            operationId = "deleteFunctionSource",
            summary = "Deletes a function source",
            description =
                    "One that has functions, or that pipelines or views call, is not deleted: 409 with those, and those that the"
                            + " caller may not see as a number.")
    void delete(
            HttpServletRequest call,
            @PathVariable String source,
            @Parameter(description = Removals.CASCADE) @RequestParam(required = false) @Nullable Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            KeptFunctionSource read = service.get(source);
            ifMatch.check(read.revision());
            service.remove(read, new Removals.Manner(Boolean.TRUE.equals(cascade), access.remover(call)));
        });
    }

    private static ResponseEntity<FunctionSourceDocument> answer(KeptFunctionSource source) {
        return EntityTags.ok(source.revision(), FunctionSourceDocument.of(source));
    }
}
