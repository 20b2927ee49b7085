package io.weir.metadata.vacuum;

import io.weir.metadata.MetadataSettings;
import io.weir.metadata.work.StepWorker;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The thread that vacuums. It starts at once on what is ordered here, and finds what a process that died left. */
@Component
class VacuumWorker extends StepWorker {

    VacuumWorker(VacuumStep step, MetadataSettings settings) {
        super("vacuum", step::run, settings);
    }

    /** Something was ordered. */
    record VacuumOrdered(String table) {}

    @TransactionalEventListener(fallbackExecution = true)
    void wake(VacuumOrdered ordered) {
        wake();
    }
}
