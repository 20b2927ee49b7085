package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.catalog.CatalogChanges;
import io.weir.metadata.catalog.Database;
import io.weir.metadata.catalog.Databases;
import io.weir.metadata.catalog.Removals;
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
@RequestMapping("/api/v1/databases")
@Tag(name = "Databases")
class DatabaseController {

    private final Databases databases;
    private final CatalogChanges changes;
    private final Removals removals;
    private final IdempotentRequests requests;
    private final Access access;

    DatabaseController(
            Databases databases,
            CatalogChanges changes,
            Removals removals,
            IdempotentRequests requests,
            Access access) {
        this.databases = databases;
        this.changes = changes;
        this.removals = removals;
        this.requests = requests;
        this.access = access;
    }

    @PostMapping
    @ChecksGrants("MANAGE on DATABASE of the name")
    @Operation(operationId = "createDatabase", summary = "Creates a database")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<DatabaseDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateDatabaseRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.DATABASE, request.name());
        String owner = NewOwner.maker(call);
        return requests.once(key, "createDatabase", request, DatabaseDocument.class, () -> {
            Database made = changes.addDatabase(request.checkedName(), request.isImplicit(), request.texts(), owner);
            return ResponseEntity.created(URI.create("/api/v1/databases/" + made.name()))
                    .eTag(EntityTags.of(made.details().revision()))
                    .body(DatabaseDocument.of(made));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listDatabases", summary = "Lists databases")
    DatabasePage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.DATABASE);
        Page<Database> page = Page.ofVisible(
                asked,
                databases::list,
                database -> visible.test(database.name(), database.details().owner()),
                Database::name);
        return new DatabasePage(page.items().stream().map(DatabaseDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{database}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.DATABASE, named = "database")
    @Operation(operationId = "getDatabase", summary = "Gets a database")
    ResponseEntity<DatabaseDocument> get(@PathVariable String database) {
        return answer(databases.get(database));
    }

    @PatchMapping("/{database}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.DATABASE, named = "database")
    @Operation(operationId = "updateDatabase", summary = "Changes what is said of a database")
    ResponseEntity<DatabaseDocument> update(
            @PathVariable String database, IfMatch ifMatch, @RequestBody UpdateDatabaseRequest request) {
        return ifMatch.change(() -> {
            Database read = databases.get(database);
            ifMatch.check(read.details().revision());
            return answer(databases.update(request.change(read)));
        });
    }

    @DeleteMapping("/{database}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.DATABASE, named = "database")
    @Operation(
            operationId = "deleteDatabase",
            summary = "Deletes a database",
            description =
                    "One that has schemas is not deleted: 409 with its users, those that the caller may not see as a"
                            + " number. Pipelines that write there and unfinished imports keep it in any case.")
    void delete(
            HttpServletRequest call,
            @PathVariable String database,
            @Parameter(description = "Whether its schemas go with it, and tables in them are dropped, to be taken back")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            Database read = databases.get(database);
            ifMatch.check(read.details().revision());
            removals.remove(read, Boolean.TRUE.equals(cascade), new KnownUsers(access, call));
        });
    }

    private static ResponseEntity<DatabaseDocument> answer(Database database) {
        return EntityTags.ok(database.details().revision(), DatabaseDocument.of(database));
    }
}
