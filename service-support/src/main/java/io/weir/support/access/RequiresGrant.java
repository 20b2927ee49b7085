package io.weir.support.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a caller who is bound by grants needs for an operation. Without this, or {@link ChecksGrants}, none may call it. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresGrant {

    Privilege value();

    ResourceKind on();

    /** The variables of the path that name the thing, dots between them; none asks for a grant on all of the kind. */
    String[] named() default {};
}
