package io.weir.support.azure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings {@link OwnIdentity} to the services that import it: those that make stores and those that read from them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AzureSettings.class)
public class AzureConfiguration {

    @Bean
    OwnIdentity ownIdentity(AzureSettings settings) {
        return new OwnIdentity(settings.identityNamespaces());
    }
}
