package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.dependent.Removals;
import io.weir.ingest.function.AskedFunction;
import io.weir.ingest.function.FunctionService;
import io.weir.ingest.function.Functions;
import io.weir.ingest.function.KeptFunction;
import io.weir.ingest.function.MethodName;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
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
import org.springframework.http.HttpStatus;
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

@RestController
@RequestMapping("/api/v1/functions")
@Tag(name = "Functions")
class FunctionController {

    private final FunctionService service;
    private final Functions functions;
    private final IdempotentRequests requests;
    private final Access access;

    FunctionController(FunctionService service, Functions functions, IdempotentRequests requests, Access access) {
        this.service = service;
        this.functions = functions;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ChecksGrants("MANAGE on FUNCTION of the name")
    @Operation(
            operationId = "createFunction",
            summary = "Creates a function that transforms may call",
            description = "DuckDB makes a macro of it, where that can do no harm: what it does not take is 422.")
    ResponseEntity<FunctionDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateFunctionRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.FUNCTION, request.name());
        Notes notes = request.notes();
        AskedFunction asked = request.asked();
        usesSource(call, asked);
        String owner = NewOwner.maker(call);
        return requests.once(key, "createFunction", request, FunctionDocument.class, () -> {
            KeptFunction created = service.create(asked, notes.comment(), notes.properties(), owner);
            return ResponseEntity.created(URI.create("/api/v1/functions/" + created.name()))
                    .eTag(EntityTags.of(created.revision()))
                    .body(FunctionDocument.of(created));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listFunctions", summary = "Lists functions")
    FunctionPage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Visible visible = access.visible(call, ResourceKind.FUNCTION);
        Page<KeptFunction> page = Page.ofVisible(
                PageRequest.of(limit, pageToken, prefix),
                functions::list,
                found -> visible.test(found.name(), found.owner()),
                KeptFunction::name);
        return new FunctionPage(page.items().stream().map(FunctionDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{function}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.FUNCTION, named = "function")
    @Operation(operationId = "getFunction", summary = "Gets a function")
    ResponseEntity<FunctionDocument> get(@PathVariable String function) {
        return answer(service.get(function));
    }

    @PatchMapping("/{function}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.FUNCTION, named = "function")
    @Operation(
            operationId = "updateFunction",
            summary = "Changes a function",
            description =
                    "A pipeline meets the change when it is next made, changed or started; one that is at work, or is kept"
                            + " by its pool, goes on with the function as it was.")
    ResponseEntity<FunctionDocument> update(
            HttpServletRequest call,
            @PathVariable String function,
            IfMatch ifMatch,
            @RequestBody UpdateFunctionRequest request) {
        return ifMatch.change(() -> {
            KeptFunction read = service.get(function);
            ifMatch.check(read.revision());
            Notes notes = request.notes(read);
            AskedFunction asked = request.of(read);
            usesSource(call, asked);
            return answer(service.change(read, asked, notes.comment(), notes.properties()));
        });
    }

    /** What a jar does is told by what its methods make of values. */
    private void usesSource(HttpServletRequest call, AskedFunction asked) {
        MethodName method = asked.javaMethod();
        if (method != null) {
            access.require(call, Privilege.USAGE, ResourceKind.FUNCTION_SOURCE, method.source());
        }
    }

    @DeleteMapping("/{function}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.FUNCTION, named = "function")
    @Operation(
            operationId = "deleteFunction",
            summary = "Deletes a function",
            description =
                    "One that pipelines, at work or not, or views call is not deleted: 409 with those, and those that the caller"
                            + " may not see as a number.")
    void delete(
            HttpServletRequest call,
            @PathVariable String function,
            @Parameter(description = Removals.CASCADE) @RequestParam(required = false) @Nullable Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            KeptFunction read = service.get(function);
            ifMatch.check(read.revision());
            service.remove(read, new Removals.Manner(Boolean.TRUE.equals(cascade), access.remover(call)));
        });
    }

    private static ResponseEntity<FunctionDocument> answer(KeptFunction function) {
        return EntityTags.ok(function.revision(), FunctionDocument.of(function));
    }
}
