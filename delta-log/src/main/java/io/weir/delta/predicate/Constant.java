package io.weir.delta.predicate;

import java.math.BigDecimal;
import java.time.LocalDate;

/** The value of a literal. */
public sealed interface Constant {

    record Numeric(BigDecimal value) implements Constant {}

    record Text(String value) implements Constant {}

    record Truth(boolean value) implements Constant {}

    record Day(LocalDate value) implements Constant {}

    /** A point in time as it was written: with a zone or without. */
    record Instant(String text) implements Constant {}

    record Null() implements Constant {}

    /** A constant whose value is not worked out here, such as one that was cast to a type with less digits. */
    record Unknown() implements Constant {}
}
