package io.weir.ingest.descriptor.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.dependent.Removals;
import io.weir.ingest.descriptor.DescriptorContent;
import io.weir.ingest.descriptor.DescriptorSourceService;
import io.weir.ingest.descriptor.DescriptorSources;
import io.weir.ingest.descriptor.KeptDescriptorSource;
import io.weir.ingest.descriptor.Uploads;
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

@RestController
@RequestMapping("/api/v1/descriptor-sources")
@Tag(name = "Descriptor sources")
class DescriptorSourceController {

    private final DescriptorSourceService service;
    private final DescriptorSources sources;
    private final IdempotentRequests requests;
    private final Access access;

    DescriptorSourceController(
            DescriptorSourceService service, DescriptorSources sources, IdempotentRequests requests, Access access) {
        this.service = service;
        this.sources = sources;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ChecksGrants("MANAGE on DESCRIPTOR_SOURCE of the name")
    @Operation(
            operationId = "createDescriptorSource",
            summary = "Uploads descriptors of Protobuf messages, by which pipelines may read",
            description = "They are read and linked, all of them, before they are kept: what cannot be read is 422.")
    ResponseEntity<DescriptorSourceDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateDescriptorSourceRequest request) {
        String name = DescriptorSourceService.checked(request.name());
        access.require(call, Privilege.MANAGE, ResourceKind.DESCRIPTOR_SOURCE, name);
        Notes notes = request.notes();
        DescriptorContent content = Uploads.check(request.content());
        String owner = NewOwner.maker(call);
        return requests.once(key, "createDescriptorSource", request, DescriptorSourceDocument.class, () -> {
            KeptDescriptorSource created = service.create(name, content, notes, owner);
            return ResponseEntity.created(URI.create("/api/v1/descriptor-sources/" + created.name()))
                    .eTag(EntityTags.of(created.revision()))
                    .body(DescriptorSourceDocument.of(created));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listDescriptorSources", summary = "Lists descriptor sources")
    DescriptorSourcePage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Visible visible = access.visible(call, ResourceKind.DESCRIPTOR_SOURCE);
        Page<KeptDescriptorSource> page = Page.ofVisible(
                PageRequest.of(limit, pageToken, prefix),
                sources::list,
                found -> visible.test(found.name(), found.owner()),
                KeptDescriptorSource::name);
        return new DescriptorSourcePage(
                page.items().stream().map(DescriptorSourceDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{source}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.DESCRIPTOR_SOURCE, named = "source")
    @Operation(operationId = "getDescriptorSource", summary = "Gets a descriptor source")
    ResponseEntity<DescriptorSourceDocument> get(@PathVariable String source) {
        return answer(service.get(source));
    }

    @GetMapping(path = "/{source}/content", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.DESCRIPTOR_SOURCE, named = "source")
    @Operation(
            operationId = "downloadDescriptorSource",
            summary = "Gets the descriptors as they were uploaded, byte for byte")
    ResponseEntity<Resource> download(@PathVariable String source) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new ByteArrayResource(service.content(source)));
    }

    @PatchMapping("/{source}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.DESCRIPTOR_SOURCE, named = "source")
    @Operation(
            operationId = "updateDescriptorSource",
            summary = "Changes a descriptor source",
            description =
                    "A pipeline meets the change when it is next made, changed or started; one that is at work, or is kept"
                            + " by its pool, goes on with the descriptors as they were.")
    ResponseEntity<DescriptorSourceDocument> update(
            @PathVariable String source, IfMatch ifMatch, @RequestBody UpdateDescriptorSourceRequest request) {
        return ifMatch.change(() -> {
            KeptDescriptorSource read = service.get(source);
            ifMatch.check(read.revision());
            return answer(service.change(read, request.checked(), request.notes(read)));
        });
    }

    @DeleteMapping("/{source}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.DESCRIPTOR_SOURCE, named = "source")
    @Operation(
            operationId = "deleteDescriptorSource",
            summary = "Deletes a descriptor source",
            description =
                    "One by which pipelines, at work or not, or relations are read is not deleted: 409 with those, those that the"
                            + " caller may not see as a number.")
    void delete(
            HttpServletRequest call,
            @PathVariable String source,
            @Parameter(description = Removals.CASCADE) @RequestParam(required = false) @Nullable Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            KeptDescriptorSource read = service.get(source);
            ifMatch.check(read.revision());
            service.remove(read, new Removals.Manner(Boolean.TRUE.equals(cascade), access.remover(call)));
        });
    }

    private static ResponseEntity<DescriptorSourceDocument> answer(KeptDescriptorSource source) {
        return EntityTags.ok(source.revision(), DescriptorSourceDocument.of(source));
    }
}
