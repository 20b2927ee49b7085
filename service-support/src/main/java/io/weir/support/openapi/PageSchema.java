package io.weir.support.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the schema of a page of the annotated type, where the type's own name with {@code Page} behind it is not meant. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PageSchema {

    /** The schema's name, as in {@code "TransactionPage"}. */
    String value();
}
