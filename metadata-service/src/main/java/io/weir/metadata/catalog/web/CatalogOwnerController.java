package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.metadata.catalog.Database;
import io.weir.metadata.catalog.Databases;
import io.weir.metadata.catalog.Schemas;
import io.weir.metadata.catalog.TableSchema;
import io.weir.support.access.Access;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Owners;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.naming.SchemaName;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Whose databases and schemas are. Who owns one owns what is in it. */
@RestController
class CatalogOwnerController {

    private final Databases databases;
    private final Schemas schemas;
    private final Access access;

    CatalogOwnerController(Databases databases, Schemas schemas, Access access) {
        this.databases = databases;
        this.schemas = schemas;
        this.access = access;
    }

    @PutMapping("/api/v1/databases/{database}/owner")
    @Tag(name = "Databases")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.DATABASE, named = "database")
    @Operation(
            operationId = "handOverDatabase",
            summary = "Gives a database another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<DatabaseDocument> handOver(
            HttpServletRequest call, @PathVariable String database, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        Database read = databases.get(database);
        ifMatch.check(read.details().revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        Database given = access.handsOver(call, ResourceKind.DATABASE, database, owner)
                ? databases.update(new Database(
                        read.name(), read.implicitSchemas(), read.details().ownedBy(owner)))
                : read;
        return EntityTags.ok(given.details().revision(), DatabaseDocument.of(given));
    }

    @PutMapping("/api/v1/databases/{database}/schemas/{schema}/owner")
    @Tag(name = "Schemas")
    @RequiresGrant(
            value = Privilege.OWNERSHIP,
            on = ResourceKind.SCHEMA,
            named = {"database", "schema"})
    @Operation(
            operationId = "handOverSchema",
            summary = "Gives a schema another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<TableSchemaDocument> handOver(
            HttpServletRequest call,
            @PathVariable String database,
            @PathVariable String schema,
            IfMatch ifMatch,
            @RequestBody NewOwner request) {
        String owner = request.checked();
        TableSchema read = schemas.get(new SchemaName(database, schema));
        ifMatch.check(read.details().revision());
        TableSchema given = access.handsOver(
                        call, ResourceKind.SCHEMA, read.name().text(), owner)
                ? schemas.update(new TableSchema(read.name(), read.details().ownedBy(owner)))
                : read;
        return EntityTags.ok(given.details().revision(), TableSchemaDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfCatalog {

        @Bean
        Owners ownersOfDatabases(Databases databases) {
            return Owners.of(ResourceKind.DATABASE, name -> databases.find(name).map(database -> database.details()
                    .owner()));
        }

        @Bean
        Owners ownersOfSchemas(Schemas schemas) {
            return Owners.of(ResourceKind.SCHEMA, name -> schemas.find(SchemaName.parse(name))
                    .map(schema -> schema.details().owner()));
        }
    }
}
