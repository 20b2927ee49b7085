package io.weir.support.services;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

@AutoConfiguration
@EnableConfigurationProperties(ServiceLocations.class)
class ServiceLocationsAutoConfiguration {}
