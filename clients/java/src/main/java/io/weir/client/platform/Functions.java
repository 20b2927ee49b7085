package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.model.CreateFunctionRequest;
import io.weir.client.model.Function;
import io.weir.client.model.UpdateFunctionRequest;

/** What transforms call by name. */
public final class Functions extends Cascading<Function, CreateFunctionRequest, UpdateFunctionRequest> {

    Functions(Calls calls) {
        super(calls, "functions", Function.class);
    }
}
