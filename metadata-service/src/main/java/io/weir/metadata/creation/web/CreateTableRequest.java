package io.weir.metadata.creation.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.creation.NewTable;
import io.weir.metadata.table.TableMode;
import io.weir.support.access.NewOwner;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import io.weir.support.naming.TableName;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

record CreateTableRequest(
        String name,
        @Nullable String location,
        @Nullable TableMode mode,
        @Schema(type = "object", example = COLUMNS) JsonNode schema,
        @Nullable List<String> partitionColumns,
        @Nullable Map<String, String> properties,
        @Nullable String description,

        @Schema(description = "Whose it is to be; services and administrators may name another than themselves")
        @Nullable
        String owner) {

    private static final String COLUMNS = """
            {"type": "struct", "fields": [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}""";

    CreateTableRequest {
        name = TableName.canonical(name);
    }

    /** Whose it is: the caller's, unless it makes the table for another. */
    String ownerFor(ServletRequest call) {
        if (owner == null) {
            return NewOwner.maker(call);
        }
        boolean foreign = Identity.of(call)
                .filter(caller -> !caller.isService() && caller.scope() != Scope.ADMIN)
                .isPresent();
        if (foreign) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "Services and administrators alone make tables that are another's");
        }
        return new NewOwner(owner).checked();
    }

    NewTable toNewTable(String owner) {
        return new NewTable(
                name,
                location,
                Objects.requireNonNullElse(mode, TableMode.MIRRORED),
                owner,
                schema,
                Objects.requireNonNullElse(partitionColumns, List.of()),
                Objects.requireNonNullElse(properties, Map.of()),
                description);
    }
}
