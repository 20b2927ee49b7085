package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.model.CreateDescriptorSourceRequest;
import io.weir.client.model.DescriptorSource;
import io.weir.client.model.UpdateDescriptorSourceRequest;

/** Descriptors of Protobuf messages: what {@code protoc --include_imports --descriptor_set_out} writes. */
public final class DescriptorSources
        extends Uploads<DescriptorSource, CreateDescriptorSourceRequest, UpdateDescriptorSourceRequest> {

    DescriptorSources(Calls calls) {
        super(calls, "descriptor-sources", DescriptorSource.class);
    }
}
