package io.weir.metadata.storage;

import io.weir.delta.storage.LocalObjects;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    /** Tables lie in folders that this process and every reader can reach. */
    @Bean
    @ConditionalOnMissingBean
    ObjectStores objectStores() {
        return location -> new LocalObjects(Path.of(location));
    }
}
