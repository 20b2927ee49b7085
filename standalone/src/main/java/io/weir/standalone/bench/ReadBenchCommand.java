package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.tables.ReadBenches;
import io.weir.benchmarks.tables.TableLoad;
import io.weir.benchmarks.tables.TableService;
import java.util.ArrayList;
import java.util.List;

/** Measures reads of one loaded table. */
abstract class ReadBenchCommand extends LoadedTableBench {

    /** One of the benchmarks that {@link ReadBenches} has. */
    interface Bench {
        List<Comparison> run(ReadBenches benches) throws Exception;
    }

    abstract List<Bench> benches();

    @Override
    List<Comparison> measure(TableService service, TableLoad load, BenchFolder folder) throws Exception {
        ReadBenches measured = new ReadBenches(service, load, rounds());
        List<Comparison> results = new ArrayList<>();
        for (Bench bench : benches()) {
            results.addAll(bench.run(measured));
        }
        return results;
    }
}
