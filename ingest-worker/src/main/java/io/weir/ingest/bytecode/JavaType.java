package io.weir.ingest.bytecode;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/** What methods that SQL calls may take and give: those types that DuckDB's driver carries there and back. */
public enum JavaType {
    BOOLEAN(Boolean.class, "Z"),
    INTEGER(Integer.class, "I"),
    BIGINT(Long.class, "J"),
    DOUBLE(Double.class, "D"),
    VARCHAR(String.class, ""),
    /** Of 38 digits, ten of them behind the point; what a method gives is rounded half to even. */
    DECIMAL(BigDecimal.class, ""),
    DATE(LocalDate.class, ""),
    /** Without a zone. */
    TIMESTAMP(LocalDateTime.class, ""),
    TIMESTAMPTZ(OffsetDateTime.class, "");

    /** Digits behind the point of a {@link #DECIMAL}. */
    public static final int SCALE = 10;

    /** Digits of a {@link #DECIMAL}. */
    public static final int WIDTH = 38;

    /** All of them, as Java calls them. */
    static final String NAMES =
            "boolean, int, long, double, their boxes, String, BigDecimal, LocalDate, LocalDateTime, OffsetDateTime";

    private final Class<?> box;
    private final String primitive;

    JavaType(Class<?> box, String primitive) {
        this.box = box;
        this.primitive = primitive;
    }

    /** The class of its values. */
    public Class<?> box() {
        return box;
    }

    /** What a descriptor in a class file stands for, if methods may have it. */
    static Optional<JavaType> of(String descriptor) {
        return Stream.of(values())
                .filter(type -> descriptor.equals(type.primitive) || descriptor.equals(type.box.descriptorString()))
                .findFirst();
    }
}
