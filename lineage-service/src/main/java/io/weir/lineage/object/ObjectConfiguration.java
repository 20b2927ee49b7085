package io.weir.lineage.object;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ObjectConfiguration {

    @Bean
    Objects objects(ObjectSettings settings, RemoteObjects remote) {
        String location = settings.location();
        return location == null || location.isBlank()
                ? new FolderObjects(settings)
                : remote.at(location.strip(), settings);
    }
}
