package io.weir.metadata.storage;

import io.weir.metadata.MetadataSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    @ConditionalOnMissingBean(ObjectStores.class)
    TableStores objectStores(MetadataSettings settings) {
        return TableStores.of(settings.metadata());
    }
}
