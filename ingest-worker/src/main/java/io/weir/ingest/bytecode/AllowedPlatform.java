package io.weir.ingest.bytecode;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What of Java itself uploaded code may name: values, texts, numbers, times, collections and what works on them. A class that is not
 * here is refused, so that a new version of Java brings nothing that nobody has looked at; of the classes that are here, what
 * reaches further, starts threads or gives something else each time is left out.
 */
final class AllowedPlatform {

    private static final String FUNCTIONS = "java/util/function/";

    private static final Set<String> CLASSES = words("""
            java/lang/Object java/lang/String java/lang/StringBuilder java/lang/StringBuffer java/lang/CharSequence
            java/lang/Comparable java/lang/Iterable java/lang/Number java/lang/Integer java/lang/Long java/lang/Double
            java/lang/Float java/lang/Short java/lang/Byte java/lang/Boolean java/lang/Character java/lang/Math
            java/lang/StrictMath java/lang/Enum java/lang/Record java/lang/Void java/lang/AutoCloseable java/lang/Cloneable
            java/lang/Runnable java/lang/Throwable java/lang/Exception java/lang/RuntimeException java/lang/Error
            java/lang/IllegalArgumentException java/lang/IllegalStateException java/lang/ArithmeticException
            java/lang/NumberFormatException java/lang/IndexOutOfBoundsException java/lang/ArrayIndexOutOfBoundsException
            java/lang/StringIndexOutOfBoundsException java/lang/NullPointerException java/lang/ClassCastException
            java/lang/UnsupportedOperationException java/lang/ArrayStoreException java/lang/NegativeArraySizeException
            java/lang/AssertionError java/lang/IncompatibleClassChangeError java/lang/NoSuchFieldError
            java/lang/CloneNotSupportedException java/io/Serializable
            java/math/BigDecimal java/math/BigInteger java/math/MathContext java/math/RoundingMode
            java/util/Collection java/util/Collections java/util/List java/util/ArrayList java/util/LinkedList
            java/util/Map java/util/Map$Entry java/util/HashMap java/util/LinkedHashMap java/util/TreeMap
            java/util/SortedMap java/util/NavigableMap java/util/EnumMap java/util/AbstractMap$SimpleEntry
            java/util/AbstractMap$SimpleImmutableEntry java/util/Set java/util/HashSet java/util/LinkedHashSet
            java/util/TreeSet java/util/SortedSet java/util/NavigableSet java/util/EnumSet java/util/BitSet
            java/util/Iterator java/util/ListIterator java/util/Queue java/util/Deque java/util/ArrayDeque
            java/util/PriorityQueue java/util/Arrays java/util/Objects java/util/Optional java/util/OptionalInt
            java/util/OptionalLong java/util/OptionalDouble java/util/Comparator java/util/StringJoiner
            java/util/StringTokenizer java/util/Base64 java/util/Base64$Encoder java/util/Base64$Decoder
            java/util/HexFormat java/util/Locale java/util/UUID java/util/NoSuchElementException
            java/util/PrimitiveIterator$OfInt java/util/PrimitiveIterator$OfLong java/util/PrimitiveIterator$OfDouble
            java/util/IntSummaryStatistics java/util/LongSummaryStatistics java/util/DoubleSummaryStatistics
            java/util/regex/Pattern java/util/regex/Matcher java/util/regex/MatchResult
            java/util/regex/PatternSyntaxException
            java/util/stream/BaseStream java/util/stream/Stream java/util/stream/IntStream java/util/stream/LongStream
            java/util/stream/DoubleStream java/util/stream/Collector java/util/stream/Collectors
            java/util/zip/Checksum java/util/zip/CRC32 java/util/zip/CRC32C java/util/zip/Adler32
            java/time/LocalDate java/time/LocalTime java/time/LocalDateTime java/time/Instant java/time/OffsetDateTime
            java/time/OffsetTime java/time/ZonedDateTime java/time/ZoneId java/time/ZoneOffset java/time/Duration
            java/time/Period java/time/DayOfWeek java/time/Month java/time/Year java/time/YearMonth java/time/MonthDay
            java/time/DateTimeException java/time/chrono/ChronoLocalDate java/time/chrono/ChronoLocalDateTime
            java/time/chrono/ChronoZonedDateTime java/time/chrono/ChronoPeriod java/time/chrono/IsoChronology
            java/time/format/DateTimeFormatter java/time/format/DateTimeFormatterBuilder
            java/time/format/DateTimeParseException java/time/format/TextStyle java/time/format/FormatStyle
            java/time/format/ResolverStyle java/time/format/SignStyle
            java/time/temporal/ChronoUnit java/time/temporal/ChronoField java/time/temporal/Temporal
            java/time/temporal/TemporalAccessor java/time/temporal/TemporalAdjuster java/time/temporal/TemporalAdjusters
            java/time/temporal/TemporalUnit java/time/temporal/TemporalField java/time/temporal/TemporalAmount
            java/time/temporal/IsoFields java/time/temporal/WeekFields java/time/temporal/JulianFields
            java/time/temporal/ValueRange java/time/temporal/UnsupportedTemporalTypeException
            java/nio/charset/Charset java/nio/charset/StandardCharsets java/text/Normalizer java/text/Normalizer$Form
            java/security/MessageDigest java/security/NoSuchAlgorithmException java/security/GeneralSecurityException""");

    /** Of these classes nothing but this. */
    private static final Map<String, Set<String>> ONLY = Map.of(
            "java/lang/System", Set.of("arraycopy"),
            "java/lang/Class", Set.of("desiredAssertionStatus"),
            "java/lang/invoke/LambdaMetafactory", Set.of("metafactory", "altMetafactory"),
            "java/lang/invoke/StringConcatFactory", Set.of("makeConcat", "makeConcatWithConstants"),
            "java/lang/runtime/ObjectMethods", Set.of("bootstrap"));

    /** What lambdas, texts that are put together and records are linked by; code may not touch it. */
    private static final Set<String> LINKAGE = words("""
            java/lang/invoke/MethodHandles java/lang/invoke/MethodHandles$Lookup java/lang/invoke/MethodHandle
            java/lang/invoke/MethodType java/lang/invoke/CallSite java/lang/invoke/TypeDescriptor""");

    /** Whatever class they are called on: threads, locks, reflection, clocks, chance, what is printed. */
    private static final Set<String> NEVER = words("""
            getClass wait notify notifyAll finalize parallel parallelStream parallelSort parallelSetAll parallelPrefix
            random randomUUID now systemDefault getDeclaringClass printStackTrace getStackTrace setStackTrace
            getDefault setDefault defaultCharset availableCharsets getProvider describeConstable resolveConstantDesc""");

    /** What reads properties of the process. */
    private static final Map<String, Set<String>> NOT = Map.of(
            "java/lang/Integer", Set.of("getInteger"),
            "java/lang/Long", Set.of("getLong"),
            "java/lang/Boolean", Set.of("getBoolean"));

    /** What classes of a jar may extend. */
    private static final Set<String> SUPERCLASSES = words("""
            java/lang/Object java/lang/Record java/lang/Enum java/lang/Exception java/lang/RuntimeException
            java/lang/IllegalArgumentException java/lang/IllegalStateException java/lang/ArithmeticException""");

    /** What they may implement, besides functions. */
    private static final Set<String> INTERFACES = words("""
            java/lang/Comparable java/lang/Iterable java/lang/CharSequence java/lang/AutoCloseable java/lang/Cloneable
            java/lang/Runnable java/io/Serializable java/util/Comparator java/util/Iterator""");

    private AllowedPlatform() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** Whether a class may be named at all. */
    static boolean knows(String name) {
        return CLASSES.contains(name) || name.startsWith(FUNCTIONS) || ONLY.containsKey(name) || LINKAGE.contains(name);
    }

    /** Whether a method or field of a class may be used. */
    static boolean permits(String owner, String member) {
        Set<String> only = ONLY.get(owner);
        return only == null
                ? (CLASSES.contains(owner) || owner.startsWith(FUNCTIONS)) && !excludes(owner, member)
                : only.contains(member);
    }

    private static boolean excludes(String owner, String member) {
        return NEVER.contains(member) || NOT.getOrDefault(owner, Set.of()).contains(member);
    }

    static boolean isSuperclass(String name) {
        return SUPERCLASSES.contains(name);
    }

    static boolean isInterface(String name) {
        return INTERFACES.contains(name) || name.startsWith(FUNCTIONS);
    }

    /** All classes that may be named, for who looks whether they are there. */
    static Set<String> all() {
        Set<String> all = new HashSet<>(CLASSES);
        all.addAll(ONLY.keySet());
        all.addAll(LINKAGE);
        return all;
    }
}
