package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.model.CreateFunctionSourceRequest;
import io.weir.client.model.FunctionSource;
import io.weir.client.model.UpdateFunctionSourceRequest;

/** Jars, methods of which functions may be. */
public final class FunctionSources
        extends Uploads<FunctionSource, CreateFunctionSourceRequest, UpdateFunctionSourceRequest> {

    FunctionSources(Calls calls) {
        super(calls, "function-sources", FunctionSource.class);
    }
}
