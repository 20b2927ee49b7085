package io.weir.metadata.planning.jdbc;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.planning.SizeKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JdbcSmallFilesTest {

    private static final int LARGE = 20_000;
    private static final int SMALL = 50;

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
    }

    private static void post(String name, int count, int size) {
        Map<?, ?>[] files = IntStream.range(0, count)
                .mapToObj(file -> {
                    Map<Object, Object> add =
                            new LinkedHashMap<>((Map<?, ?>) add(name + file, 1).get("add"));
                    add.put("size", size + file);
                    return Map.of("add", add);
                })
                .toArray(Map<?, ?>[]::new);
        server.post("/api/v1/tables/big/commits", commit(files)).expect(200);
    }

    /** Of a table that PostgreSQL knows nothing of yet, and of one that it has analysed: a row is a block or two. */
    @Test
    void whatAListingCostsIsTheSmallFilesAndNotTheTable() {
        server.post("/api/v1/tables", Requests.table("big")).expect(201);
        post("large", LARGE, 1_000);
        post("small", SMALL, 1);
        JdbcClient jdbc = server.bean(JdbcClient.class);

        assertThat(blocks(jdbc)).isBetween(1, 4 * SMALL);
        jdbc.sql("analyze data_file").update();
        assertThat(blocks(jdbc)).isBetween(1, 4 * SMALL);
    }

    private static int blocks(JdbcClient jdbc) {
        long table = jdbc.sql("select table_id from delta_table where name = 'big'")
                .query(Long.class)
                .single();
        String told = jdbc.sql("explain (analyze, buffers, format json) " + JdbcSmallFiles.SMALLER)
                .params(JdbcSmallFiles.parameters(table, 2, 1_000, SizeKey.START, 1_001))
                .query(String.class)
                .single();
        JsonNode plan = JsonMapper.shared().readTree(told).get(0).get("Plan");
        assertThat(plan.get("Actual Rows").intValue()).isEqualTo(SMALL);
        return plan.get("Shared Hit Blocks").intValue()
                + plan.get("Shared Read Blocks").intValue();
    }
}
