package io.weir.support.tls;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

@AutoConfiguration
@EnableConfigurationProperties(TlsSettings.class)
class TlsAutoConfiguration {}
