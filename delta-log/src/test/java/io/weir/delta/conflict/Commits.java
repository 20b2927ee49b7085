package io.weir.delta.conflict;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commits to a table of the columns id, region and day, partitioned by the last two. */
final class Commits {

    static final Protocol PROTOCOL = Protocol.writerOnly(List.of("domainMetadata", "inCommitTimestamp"));
    static final Metadata METADATA = Metadata.of(
            "7f0e",
            "events",
            null,
            StructType.of(List.of(
                    StructField.of("id", PrimitiveType.LONG),
                    StructField.of("region", PrimitiveType.STRING),
                    StructField.of("day", PrimitiveType.INTEGER))),
            List.of("region", "day"),
            Map.of("delta.enableInCommitTimestamps", "true"),
            1);

    private Commits() {}

    static AddFile add(String path, String region) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("region", region);
        values.put("day", "1");
        return AddFile.of(path, values, 100, 1, "{\"numRecords\":10}");
    }

    static RemoveFile remove(String path, String region) {
        return add(path, region).remove(2, true);
    }

    static SetTransaction transaction(String application, long version) {
        return SetTransaction.of(application, version, null);
    }

    static DomainMetadata domain(String name, String configuration) {
        return new DomainMetadata(name, configuration, false, UnknownFields.NONE);
    }

    static CommitInfo info(boolean blindAppend, long time) {
        return new CommitInfo(time, time, "WRITE", null, null, null, blindAppend, null, null, null, UnknownFields.NONE);
    }

    static Metadata with(String property, String value) {
        Map<String, String> configuration = new LinkedHashMap<>(METADATA.configuration());
        configuration.put(property, value);
        return METADATA.withConfiguration(configuration);
    }

    static Winner winner(Action... actions) {
        return new Winner(8, List.of(actions));
    }

    /** A winner that says it read nothing. */
    static Winner blindWinner(Action... actions) {
        List<Action> all = new ArrayList<>(List.of(actions));
        all.add(0, info(true, 5));
        return new Winner(8, all);
    }

    static Reads where(String... predicates) {
        return new Reads(false, List.of(predicates), Set.of(), Set.of());
    }

    static Reads files(String... paths) {
        return new Reads(false, List.of(), Set.of(paths), Set.of());
    }

    static Attempt attempt(Reads reads, Action... actions) {
        return attempt(IsolationLevel.WRITE_SERIALIZABLE, reads, actions);
    }

    static Attempt attempt(IsolationLevel level, Reads reads, Action... actions) {
        return new Attempt(List.of(actions), reads, level, PROTOCOL, METADATA);
    }
}
