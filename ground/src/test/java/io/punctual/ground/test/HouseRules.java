package io.punctual.ground.test;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;

/** The rules of the house that hold in every module; a module's test calls them with its base package. */
public final class HouseRules {
    private static final Set<String> CLOCKS = Set.of(
            "Instant",
            "LocalDate",
            "LocalDateTime",
            "LocalTime",
            "ZonedDateTime",
            "OffsetDateTime",
            "Year",
            "YearMonth");

    private final String base;
    private final JavaClasses classes;

    /** Reads the compiled main classes under a package. */
    public HouseRules(String basePackage) {
        base = basePackage;
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
    }

    /** The classes that the rules look at, for a module's own rules. */
    public JavaClasses classes() {
        return classes;
    }

    /** Packages directly under the base know each other in one direction only. */
    public void noCycles() {
        SlicesRuleDefinition.slices()
                .matching(base + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    /** Only resources, pages and REST clients know JAX-RS, and nobody knows a resource or page. */
    public void httpStaysAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages(base + ".problem..", base + ".json..", base + ".idempotency..")
                .and(new EdgeClass().negate())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .allowEmptyShould(true)
                .check(classes);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .and()
                .haveSimpleNameNotEndingWith("Page")
                .should()
                .dependOnClassesThat(new ResourceOrPage())
                .allowEmptyShould(true)
                .check(classes);
    }

    /** Only the package {@code time} reads the system clock. */
    public void timeIsGiven() {
        noClasses()
                .that()
                .resideOutsideOfPackage(base + ".time..")
                .should()
                .callMethodWhere(new ReadsSystemClock())
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "System.currentTimeMillis()",
                        (JavaMethodCall call) ->
                                target(name("currentTimeMillis")).test(call)))
                .allowEmptyShould(true)
                .check(classes);
    }

    /** No package is named for being somewhere to put things. */
    public void packagesAreNamedByNouns() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..dto..", "..impl..", "..helper..", "..manager..")
                .check(classes);
    }

    /** Resources and pages open no transactions: use cases and repositories do. */
    public void transactionsBelongToUseCases() {
        noClasses()
                .that(new ResourceOrPage())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.transaction.Transactional")
                .allowEmptyShould(true)
                .check(classes);
    }

    /** All of them. */
    public void all() {
        noCycles();
        httpStaysAtTheEdge();
        timeIsGiven();
        packagesAreNamedByNouns();
        transactionsBelongToUseCases();
    }

    private static final class ResourceOrPage extends DescribedPredicate<JavaClass> {
        ResourceOrPage() {
            super("resources and pages");
        }

        @Override
        public boolean test(JavaClass type) {
            String simple = type.getSimpleName();
            return (simple.endsWith("Resource") || simple.endsWith("Page"))
                    && type.getPackageName().startsWith("io.punctual.")
                    && !type.getPackageName().startsWith("io.punctual.ground.paging");
        }
    }

    private static final class EdgeClass extends DescribedPredicate<JavaClass> {
        EdgeClass() {
            super("resources, pages and clients, or parts of them");
        }

        @Override
        public boolean test(JavaClass type) {
            JavaClass outer = type.getEnclosingClass().isPresent()
                    ? type.getEnclosingClass().get()
                    : type;
            return outer.getSimpleName().matches(".*(Resource|Page|Client)")
                    || outer.getSimpleName().equals("package-info");
        }
    }

    private static final class ReadsSystemClock extends DescribedPredicate<JavaMethodCall> {
        ReadsSystemClock() {
            super("zero-argument now()");
        }

        @Override
        public boolean test(JavaMethodCall call) {
            return call.getTarget().getName().equals("now")
                    && call.getTarget().getRawParameterTypes().isEmpty()
                    && CLOCKS.contains(call.getTargetOwner().getSimpleName());
        }
    }
}
