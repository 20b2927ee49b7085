package io.weir.support.library;

import java.nio.file.Path;
import java.time.Instant;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class LeftLibrariesAutoConfiguration {

    @Bean
    SmartInitializingSingleton leftLibraries() {
        return () -> LeftLibraries.sweep(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
    }
}
