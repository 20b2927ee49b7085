package io.weir.delta.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.UnknownFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CommitFileTest {

    @Test
    void linesAreInCanonicalOrderWhateverTheOrderGiven() {
        List<Action> actions = new ArrayList<>(List.of(
                AddFile.of("a", Map.of(), 1, 2, null),
                AddFile.of("b", Map.of(), 1, 2, null).remove(3, true),
                SetTransaction.of("app", 1, null),
                CommitInfo.of(4, "WRITE")));
        byte[] written = CommitFile.write(actions);
        assertThat(new String(written, UTF_8)).isEqualTo("""
                {"commitInfo":{"inCommitTimestamp":4,"timestamp":4,"operation":"WRITE"}}
                {"txn":{"appId":"app","version":1}}
                {"remove":{"path":"b","deletionTimestamp":3,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{},"size":1}}
                {"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":2,"dataChange":true}}
                """);
        Collections.reverse(actions);
        assertThat(CommitFile.write(actions)).isEqualTo(written);
    }

    @Test
    void nothingIsNothing() {
        assertThat(CommitFile.write(List.of())).isEmpty();
        assertThat(CommitFile.read(new byte[0])).isEmpty();
    }

    @Test
    void errorsNameTheLine() {
        byte[] commit = "{\"commitInfo\":{}}\n\n{\"add\":{\"path\":7}}\n".getBytes(UTF_8);
        assertThatThrownBy(() -> CommitFile.read(commit))
                .isInstanceOf(InvalidActionException.class)
                .hasMessageStartingWith("line[3].add.path: has the wrong type, found 7");
    }

    @Test
    void numbersKeepEveryDigit() {
        String line = "{\"new\":{\"a\":1.10,\"b\":12345678901234567890123,\"c\":1E+30,\"d\":null,\"e\":[{}]}}";
        assertThat(ActionJson.write(ActionJson.read(line))).isEqualTo(line);
    }

    /** Others take an empty text for JSON that breaks off, and then read nothing of the table. */
    @Test
    void statisticsThatAreAnEmptyTextAreNone() {
        String line =
                "{\"add\":{\"path\":\"a\",\"partitionValues\":{},\"size\":1,\"modificationTime\":2,\"dataChange\":true%s}}";
        Action read = ActionJson.read(line.formatted(",\"stats\":\"\""));
        assertThat(ActionJson.write(read)).isEqualTo(line.formatted(""));
        assertThat(read).isEqualTo(AddFile.of("a", Map.of(), 1, 2, ""));
    }

    /** Any actions, of whatever texts and with whatever fields missing or unknown, are read back as they were. */
    @Test
    void whateverIsWrittenIsReadBack() {
        for (int seed = 0; seed < 500; seed++) {
            List<Action> actions = CommitFile.canonicalOrder(actions(new Random(seed)));
            byte[] written = CommitFile.write(actions);
            assertThat(CommitFile.read(written)).as("seed %d", seed).isEqualTo(actions);
            assertThat(CommitFile.write(CommitFile.read(written))).isEqualTo(written);
            assertThat(new String(written, UTF_8).lines()).hasSize(actions.size());
        }
    }

    private static List<Action> actions(Random random) {
        List<Action> actions = new ArrayList<>();
        for (int count = random.nextInt(6); count >= 0; count--) {
            AddFile add = new AddFile(
                    text(random),
                    map(random),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextBoolean(),
                    maybe(random, text(random)),
                    maybe(random, map(random)),
                    maybe(random, vector(random)),
                    maybe(random, random.nextLong()),
                    maybe(random, random.nextLong()),
                    maybe(random, text(random)),
                    unknown(random));
            actions.add(add);
            actions.add(add.remove(random.nextLong(), random.nextBoolean()));
            actions.add(new SetTransaction(
                    text(random), random.nextLong(), maybe(random, random.nextLong()), unknown(random)));
            actions.add(new DomainMetadata(text(random), text(random), random.nextBoolean(), unknown(random)));
            actions.add(new AddCdcFile(
                    text(random), map(random), random.nextLong(), false, maybe(random, map(random)), unknown(random)));
            actions.add(new Protocol(
                    random.nextInt(), random.nextInt(), maybe(random, List.of(text(random))), null, unknown(random)));
        }
        return actions;
    }

    private static DeletionVectorDescriptor vector(Random random) {
        return new DeletionVectorDescriptor(
                "u",
                text(random),
                maybe(random, random.nextInt()),
                random.nextInt(),
                random.nextLong(),
                unknown(random));
    }

    private static UnknownFields unknown(Random random) {
        JsonNode value = DeltaJson.parse("{\"x\":[1.50,null,{\"y\":\"z\"}]}", "unknown");
        return random.nextBoolean() ? UnknownFields.NONE : new UnknownFields(Map.of("unknown " + text(random), value));
    }

    private static Map<String, String> map(Random random) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            map.put(text(random), maybe(random, text(random)));
        }
        return map;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(12); count > 0; count--) {
            String[] pieces = {"a", "\"", "\\", "\n", "\r", "\u2028", "\u0000", "é", "😀", "'", "{", "%20"};
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static <T> T maybe(Random random, T value) {
        return random.nextInt(3) == 0 ? null : value;
    }
}
