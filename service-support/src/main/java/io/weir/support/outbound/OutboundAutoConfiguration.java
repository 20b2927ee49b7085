package io.weir.support.outbound;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(OutboundSettings.class)
class OutboundAutoConfiguration {

    @Bean
    OutboundRules outboundRules(OutboundSettings settings) {
        return new OutboundRules(settings.allowed());
    }
}
