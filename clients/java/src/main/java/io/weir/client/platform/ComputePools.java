package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.model.ComputePool;
import io.weir.client.model.CreateComputePoolRequest;
import io.weir.client.model.UpdateComputePoolRequest;

/** What pipelines run on. */
public final class ComputePools extends Cascading<ComputePool, CreateComputePoolRequest, UpdateComputePoolRequest> {

    ComputePools(Calls calls) {
        super(calls, "compute-pools", ComputePool.class);
    }

    /** Lets its pipelines go on where they were. */
    public ComputePool start(String name) {
        return verb(name, "start");
    }

    /** Suspends it until it is started. */
    public ComputePool stop(String name) {
        return verb(name, "stop");
    }
}
