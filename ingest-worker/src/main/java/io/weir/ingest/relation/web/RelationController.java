package io.weir.ingest.relation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.ingest.pipeline.NamedRelations;
import io.weir.ingest.pipeline.PipelineFunctions;
import io.weir.ingest.relation.KeptRelation;
import io.weir.ingest.relation.RelationDefinition;
import io.weir.ingest.relation.RelationKind;
import io.weir.ingest.relation.RelationRemovals;
import io.weir.ingest.relation.RelationService;
import io.weir.ingest.relation.Relations;
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
import io.weir.support.naming.SchemaName;
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
@RequestMapping("/api/v1/relations")
@Tag(name = "Relations")
class RelationController {

    private final RelationService service;
    private final RelationRemovals removals;
    private final Relations relations;
    private final NamedRelations named;
    private final PipelineFunctions functions;
    private final IdempotentRequests requests;
    private final Access access;

    RelationController(
            RelationService service,
            RelationRemovals removals,
            Relations relations,
            NamedRelations named,
            PipelineFunctions functions,
            IdempotentRequests requests,
            Access access) {
        this.service = service;
        this.removals = removals;
        this.relations = relations;
        this.named = named;
        this.functions = functions;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ChecksGrants(
            "MANAGE on RELATION of the name, SELECT on the store of its records and USAGE on the DESCRIPTOR_SOURCE that they are read by, or SELECT on the RELATION that its query reads, SELECT and INSERT on each of its tables; MANAGE on PIPELINE of the name where one is made")
    @Operation(
            operationId = "createRelation",
            summary = "Creates a stream, changelog, table or view",
            description = "Nothing is made of what it stands for: neither a topic nor a table. A pipeline names it as"
                    + " `source.relation`, `target.relation` or in its `query`, and does what it says. With a `query` and a"
                    + " `target` a pipeline of its name is made with it, at rest, which feeds it.")
    ResponseEntity<RelationDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateRelationRequest request) {
        RelationDefinition definition = request.definition();
        RelationAccess.check(
                access, call, definition, named.readBy(definition.query()), functions.mentioned(definition.query()));
        RelationNotes notes = request.notes();
        String owner = NewOwner.maker(call);
        return requests.once(key, "createRelation", request, RelationDocument.class, () -> {
            KeptRelation created = service.create(definition, notes.kept(), owner);
            return ResponseEntity.created(URI.create("/api/v1/relations/" + created.name()))
                    .eTag(EntityTags.of(created.revision()))
                    .body(RelationDocument.of(created));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listRelations", summary = "Lists relations")
    RelationPage list(
            HttpServletRequest call,
            @RequestParam(required = false) @Nullable RelationKind kind,
            @Parameter(description = "That they are in, as database.schema, or of the database weir as schema")
                    @RequestParam(required = false)
                    @Nullable
                    String schema,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        Relations.Filter filter =
                new Relations.Filter(kind, schema == null ? null : SchemaName.parse(schema.replace("\0", "")));
        Visible visible = access.visible(call, ResourceKind.RELATION);
        Page<KeptRelation> page = Page.ofVisible(
                PageRequest.of(limit, pageToken, prefix),
                next -> relations.list(filter, next),
                found -> visible.test(found.name(), found.owner()),
                KeptRelation::name);
        return new RelationPage(page.items().stream().map(RelationDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{relation}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.RELATION, named = "relation")
    @Operation(operationId = "getRelation", summary = "Gets a relation")
    ResponseEntity<RelationDocument> get(@PathVariable String relation) {
        return answer(service.get(relation));
    }

    @PatchMapping("/{relation}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.RELATION, named = "relation")
    @Operation(
            operationId = "updateRelation",
            summary = "Changes how records look, and what is said of a relation",
            description =
                    "Where it is, and what tells its records apart, cannot be changed: that would be another one. A pipeline meets"
                            + " the change when it is next changed or started.")
    ResponseEntity<RelationDocument> update(
            HttpServletRequest call,
            @PathVariable String relation,
            IfMatch ifMatch,
            @RequestBody UpdateRelationRequest request) {
        RelationAccess.records(access, call, request.avro(), request.protobuf());
        RelationAccess.query(access, call, named.readBy(request.query()), functions.mentioned(request.query()));
        return ifMatch.change(() -> {
            KeptRelation read = service.get(relation);
            ifMatch.check(read.revision());
            RelationNotes notes = request.notes(read);
            return answer(service.change(read, request.of(read.definition()), notes.kept()));
        });
    }

    @DeleteMapping("/{relation}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.RELATION, named = "relation")
    @Operation(
            operationId = "deleteRelation",
            summary = "Deletes a relation",
            description =
                    "What it stands for stays. One that is used is not deleted: 409 with its users, those that the caller"
                            + " may not see as a number.")
    void delete(
            HttpServletRequest call,
            @PathVariable String relation,
            @Parameter(
                            description =
                                    "Whether pipelines that use it are stopped and deleted, and views over it deleted, too;"
                                            + " needs MANAGE on each of them")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            KeptRelation read = service.get(relation);
            ifMatch.check(read.revision());
            removals.remove(read, Boolean.TRUE.equals(cascade), access.remover(call));
        });
    }

    private static ResponseEntity<RelationDocument> answer(KeptRelation relation) {
        return EntityTags.ok(relation.revision(), RelationDocument.of(relation));
    }
}
