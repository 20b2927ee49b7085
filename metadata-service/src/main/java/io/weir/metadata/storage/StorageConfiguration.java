package io.weir.metadata.storage;

import io.weir.metadata.MetadataSettings;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.TracingSwitch;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    @ConditionalOnMissingBean(ObjectStores.class)
    TableStores objectStores(MetadataSettings settings) {
        return TableStores.of(settings.metadata());
    }

    /** Only where traces go somewhere: else calls take no detour. */
    @Bean
    @Primary
    @Conditional(TracingSwitch.class)
    ObjectStores tracedStores(ObjectStores stores, Spans spans) {
        return location -> new TracedObjects(stores.at(location), StorePlace.system(location), spans);
    }
}
