package io.weir.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/**
 * The house rules that every module's {@code ArchitectureTest} runs over its own classes.
 *
 * <p>Features are the packages directly below a module's root; adapters are the packages {@code web}, {@code jdbc},
 * {@code kafka}, {@code http} and {@code duckdb} below a feature.
 */
public final class ArchitectureRules {

    private static final String[] ADAPTERS = {"..web..", "..jdbc..", "..kafka..", "..http..", "..duckdb.."};

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)")
            .as("no class is named Impl, Manager, Helper or Util")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .should(liveInANullMarkedPackage())
            .as("every package says that nothing in it is null unless marked so")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule deltaLogAloneKnowsTheKernel = noClasses()
            .that()
            .resideOutsideOfPackage("io.weir.delta..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.delta.kernel..", "org.apache.hadoop..", "org.apache.parquet..")
            .as("only delta-log knows Delta Kernel, Hadoop and Parquet")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule featuresKnowNoAdapters = noClasses()
            .that()
            .resideInAPackage("io.weir.(metadata|ingest|lineage|platform)..")
            .and()
            .resideOutsideOfPackages(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.jdbc..",
                    "jakarta.servlet..",
                    "org.apache.kafka..")
            .as("web, JDBC and Kafka types stay in the adapters below a feature")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule adaptersAreTheirFeaturesOwn = classes()
            .that()
            .resideInAPackage("io.weir.(metadata|ingest|lineage|platform)..")
            .and()
            .resideInAnyPackage(ADAPTERS)
            .should()
            .notBePublic()
            .as("adapters are package-private")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule servicesMeetOverHttp = slices().matching("io.weir.(metadata|ingest|lineage|platform)..")
            .should()
            .notDependOnEachOther()
            .as("services never depend on each other's code")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule featuresFormNoCycles = slices().matching("io.weir.*.(*)..")
            .should()
            .beFreeOfCycles()
            .as("features do not depend on each other in a circle")
            .allowEmptyShould(true);

    private ArchitectureRules() {}

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                JavaPackage home = item.getPackage();
                boolean marked = home.tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                events.add(new SimpleConditionEvent(item, marked, item.getName() + " is not in a @NullMarked package"));
            }
        };
    }
}
