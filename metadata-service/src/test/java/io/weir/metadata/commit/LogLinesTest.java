package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 98, 99, 100, 101, 299, 10_003})
    void whetherWrittenAtOnceOrInPortionsTheyAreTheFile(int files) {
        List<Action> actions = new ArrayList<>(List.of(ActionJson.read("{\"txn\":{\"appId\":\"a\",\"version\":1}}")));
        for (int file = 0; file < files; file++) {
            AddFile add =
                    AddFile.of("é%20\u2028-" + file, Map.of("day", "\n"), file, 1, "{\"numRecords\":" + file + "}");
            actions.add(file % 3 == 0 ? add.remove(file, true) : add);
        }
        Collections.shuffle(actions, new Random(files));

        LogLines lines = LogLines.of(actions);

        assertThat(lines.bodies(AddFile.class)).isEqualTo(bodies(actions, AddFile.class));
        assertThat(lines.bodies(RemoveFile.class)).isEqualTo(bodies(actions, RemoveFile.class));
        assertThat(lines.bodies(SetTransaction.class)).isEqualTo(bodies(actions, SetTransaction.class));
        assertThat(lines.content()).isEqualTo(LogContent.of(CommitFile.write(actions)));
    }

    private static List<String> bodies(List<Action> actions, Class<? extends Action> kind) {
        return actions.stream()
                .filter(kind::isInstance)
                .map(action -> ActionJson.body(action).toString())
                .toList();
    }
}
