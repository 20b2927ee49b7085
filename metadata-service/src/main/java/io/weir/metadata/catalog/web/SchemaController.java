package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.catalog.CatalogChanges;
import io.weir.metadata.catalog.Removals;
import io.weir.metadata.catalog.Schemas;
import io.weir.metadata.catalog.TableSchema;
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
@RequestMapping("/api/v1/databases/{database}/schemas")
@Tag(name = "Schemas")
class SchemaController {

    private final Schemas schemas;
    private final CatalogChanges changes;
    private final Removals removals;
    private final IdempotentRequests requests;
    private final Access access;

    SchemaController(
            Schemas schemas, CatalogChanges changes, Removals removals, IdempotentRequests requests, Access access) {
        this.schemas = schemas;
        this.changes = changes;
        this.removals = removals;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ChecksGrants("MANAGE on SCHEMA of the name")
    @Operation(operationId = "createSchema", summary = "Creates a schema")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<TableSchemaDocument> create(
            HttpServletRequest call,
            @PathVariable String database,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateTableSchemaRequest request) {
        SchemaName asked = new SchemaName(database, request.name());
        access.require(call, Privilege.MANAGE, ResourceKind.SCHEMA, asked.text());
        String owner = NewOwner.maker(call);
        return requests.once(key, "createSchema " + database, request, TableSchemaDocument.class, () -> {
            SchemaName name = new SchemaName(database, request.checkedName());
            TableSchema made = changes.addSchema(name, request.texts(), owner);
            return ResponseEntity.created(
                            URI.create("/api/v1/databases/" + name.database() + "/schemas/" + name.schema()))
                    .eTag(EntityTags.of(made.details().revision()))
                    .body(TableSchemaDocument.of(made));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listSchemas", summary = "Lists the schemas of a database")
    TableSchemaPage list(
            HttpServletRequest call,
            @PathVariable String database,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.SCHEMA);
        Page<TableSchema> page = Page.ofVisible(
                asked,
                next -> schemas.list(database, next),
                schema -> visible.test(schema.name().text(), schema.details().owner()),
                schema -> schema.name().schema());
        return new TableSchemaPage(
                page.items().stream().map(TableSchemaDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{schema}")
    @RequiresGrant(
            value = Privilege.USAGE,
            on = ResourceKind.SCHEMA,
            named = {"database", "schema"})
    @Operation(operationId = "getSchema", summary = "Gets a schema")
    ResponseEntity<TableSchemaDocument> get(@PathVariable String database, @PathVariable String schema) {
        return answer(schemas.get(new SchemaName(database, schema)));
    }

    @PatchMapping("/{schema}")
    @RequiresGrant(
            value = Privilege.MANAGE,
            on = ResourceKind.SCHEMA,
            named = {"database", "schema"})
    @Operation(operationId = "updateSchema", summary = "Changes what is said of a schema")
    ResponseEntity<TableSchemaDocument> update(
            @PathVariable String database,
            @PathVariable String schema,
            IfMatch ifMatch,
            @RequestBody UpdateTableSchemaRequest request) {
        return ifMatch.change(() -> {
            TableSchema read = schemas.get(new SchemaName(database, schema));
            ifMatch.check(read.details().revision());
            return answer(schemas.update(request.change(read)));
        });
    }

    @DeleteMapping("/{schema}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(
            value = Privilege.MANAGE,
            on = ResourceKind.SCHEMA,
            named = {"database", "schema"})
    @Operation(
            operationId = "deleteSchema",
            summary = "Deletes a schema",
            description =
                    "One that has tables is not deleted: 409 with its users, those that the caller may not see as a"
                            + " number. Its relations, pipelines that write there and unfinished imports keep it in any case.")
    void delete(
            HttpServletRequest call,
            @PathVariable String database,
            @PathVariable String schema,
            @Parameter(description = "Whether its tables are dropped with it, to be taken back")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            TableSchema read = schemas.get(new SchemaName(database, schema));
            ifMatch.check(read.details().revision());
            removals.remove(read, Boolean.TRUE.equals(cascade), new KnownUsers(access, call));
        });
    }

    private static ResponseEntity<TableSchemaDocument> answer(TableSchema schema) {
        return EntityTags.ok(schema.details().revision(), TableSchemaDocument.of(schema));
    }
}
