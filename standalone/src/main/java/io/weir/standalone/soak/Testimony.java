package io.weir.standalone.soak;

import io.weir.client.model.Run;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.SnapshotPair;
import io.weir.standalone.demo.Snapshots;
import java.nio.file.Path;
import java.util.List;

/** What the platform said of one pipeline before it ended. */
final class Testimony {

    private final SoakStream stream;
    private final String deltaPath;
    private final SnapshotPair head;
    private final List<Run> runs;
    private final long[] ends;

    private Testimony(SoakStream stream, Snapshots snapshots, List<Run> runs, long[] ends) {
        this.stream = stream;
        this.deltaPath = snapshots.path();
        this.head = snapshots.head();
        this.runs = runs;
        this.ends = ends;
    }

    /** @param ends of the partitions of its source */
    static Testimony of(SoakStream stream, Gateway gateway, long[] ends) {
        Witness witness = new Witness(gateway, stream.name());
        return new Testimony(stream, witness.snapshots(), witness.runs(), ends);
    }

    /** Beside what is in the tables. */
    Found found(Path warehouse) {
        Evidence evidence = new Evidence(warehouse, deltaPath, stream.name());
        Sightings letters = evidence.letters();
        return new Found(
                stream,
                List.of(
                        Oracle.judge("DuckDB", evidence.warehouseRows(), letters, ends),
                        Oracle.judge("Delta", evidence.deltaRows(), letters, ends)),
                evidence.controlDifferences(ends),
                head,
                evidence.missingVersions(head.sql().version()),
                runs.size(),
                runs.stream().filter(run -> run.getEndedAt() == null).count());
    }
}
