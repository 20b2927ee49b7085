package io.weir.lineage.label.jdbc;

import io.weir.lineage.label.Labels;
import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.label.NodeOwner;
import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcLabels implements Labels {

    private static final String OF = """
            select owner_id, kind, field, name, detail from current_label
            where owner_id = any(:nodes)
            order by name collate "C", detail
            """;

    private static final String CHOOSE = """
            insert into tag_choice (owner_id, choice_key, field, name, chosen)
            values (:node, :key, :field, :name, :chosen)
            on conflict (owner_id, choice_key) do update set
                chosen = excluded.chosen,
                chosen_at = clock_timestamp()
            where tag_choice.chosen <> excluded.chosen
            """;

    private final JdbcClient jdbc;

    JdbcLabels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, NodeLabels> of(Collection<UUID> nodes) {
        Map<UUID, NodeLabels> found = new HashMap<>();
        jdbc.sql(OF).param("nodes", nodes.toArray(UUID[]::new)).query(row -> {
            NodeLabels labels = found.computeIfAbsent(
                    row.getObject("owner_id", UUID.class),
                    node -> new NodeLabels(new ArrayList<>(), new TreeMap<>(), new ArrayList<>()));
            String name = row.getString("name");
            if (row.getString("kind").equals(Label.Kind.OWNER.name())) {
                labels.owners().add(new NodeOwner(name, row.getString("detail")));
            } else {
                tags(labels, row.getString("field")).add(name);
            }
        });
        return found;
    }

    @Override
    @Transactional
    public void choose(UUID node, Label tag, boolean chosen) {
        if (chosen) {
            jdbc.sql("insert into tag (tag_key, name) values (?, ?) on conflict (tag_key) do nothing")
                    .params(HashedKeys.of("TAG", tag.name()), tag.name())
                    .update();
        }
        jdbc.sql(CHOOSE)
                .param("node", node)
                .param("key", tag.key())
                .param("field", tag.field())
                .param("name", tag.name())
                .param("chosen", chosen)
                .update();
    }

    private static List<String> tags(NodeLabels labels, String field) {
        return field.isEmpty() ? labels.tags() : labels.fieldTags().computeIfAbsent(field, name -> new ArrayList<>());
    }
}
