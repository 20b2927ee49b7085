package io.weir.support.json;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.json.JsonMapper;

/**
 * Strictness is for what callers send. What another service answers is read leniently, since it may be a newer one.
 */
@AutoConfiguration
class StrictJsonAutoConfiguration {

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer strictRequests(JsonMapper lenient) {
        return converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict(lenient)));
    }

    static JsonMapper strict(JsonMapper lenient) {
        var introspector = lenient.deserializationConfig().getAnnotationIntrospector();
        return lenient.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                // The last of two would count.
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Neither is 1.7 taken for 1, nor a number for a text.
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .addModule(StrictText.module())
                // Constants have names. Their order is nobody's business, and may change.
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .annotationIntrospector(
                        AnnotationIntrospectorPair.pair(introspector, new RequiredComponentsIntrospector()))
                .build();
    }
}
