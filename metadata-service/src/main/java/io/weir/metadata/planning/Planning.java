package io.weir.metadata.planning;

import io.weir.delta.predicate.InvalidPredicateException;
import io.weir.delta.skipping.FileFilter;
import io.weir.delta.skipping.FilterCompiler;
import io.weir.delta.skipping.SkippingColumns;
import io.weir.delta.skipping.Slots;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.snapshot.TableVersions.Found;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.zone.ZoneWorker;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes plans out of SQL conditions. */
@Component
public class Planning {

    private final Snapshots snapshots;
    private final ZoneWorker zones;

    Planning(Snapshots snapshots, ZoneWorker zones) {
        this.snapshots = snapshots;
        this.zones = zones;
    }

    /**
     * The plan for a condition, whose columns are those of the version.
     *
     * @param condition in SQL, over the table's columns; null for every file
     * @throws ProblemException 422 with the position, what is there and what is allowed
     */
    public Plan plan(Found found, @Nullable String condition) {
        TableHead head = found.head();
        zones.planned(head.name());
        if (condition == null) {
            return new Plan(head.tableId(), found.version(), FileFilter.ALWAYS);
        }
        SkippingColumns columns = SkippingColumns.of(ActionText.metadata(metadata(found)));
        try {
            FileFilter filter = FilterCompiler.compile(condition, columns, Slots.parse(head.slots()));
            return new Plan(head.tableId(), found.version(), filter);
        } catch (InvalidPredicateException invalid) {
            throw problem(invalid);
        }
    }

    private String metadata(Found found) {
        TableHead head = found.head();
        return found.version() == head.version()
                ? head.metadata()
                : snapshots.at(head.tableId(), found.version()).orElseThrow().metadata();
    }

    private static ProblemException problem(InvalidPredicateException invalid) {
        FieldProblem field = new FieldProblem(
                "filter",
                "at character " + invalid.position() + ": " + invalid.problem(),
                invalid.found(),
                invalid.allowed());
        return new ProblemException(MetadataProblem.INVALID_PREDICATE, "filter, " + invalid.getMessage())
                .with("position", invalid.position())
                .with("errors", List.of(field));
    }
}
