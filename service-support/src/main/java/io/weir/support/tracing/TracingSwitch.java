package io.weir.support.tracing;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether there is anybody to send traces to; otherwise no part of tracing is there at all. */
public final class TracingSwitch implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isOn(context.getEnvironment());
    }

    static boolean isOn(Environment environment) {
        return StringUtils.hasText(environment.getProperty("weir.tracing.endpoint"));
    }
}
