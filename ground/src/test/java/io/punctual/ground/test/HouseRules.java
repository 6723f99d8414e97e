package io.punctual.ground.test;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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

    /**
     * Only use cases and repositories open transactions, whether by annotation or by hand.
     *
     * @param allowed regular expressions for simple class names, as {@code .*Admin}
     */
    public void transactionsBelongTo(String... allowed) {
        String pattern = String.join("|", allowed);
        noClasses()
                .that(outermost("not named " + pattern, simple -> !simple.matches(pattern)))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "jakarta\\.transaction\\.(Transactional|UserTransaction)|io\\.quarkus\\.narayana\\.jta\\.QuarkusTransaction")
                .allowEmptyShould(true)
                .check(classes);
    }

    /**
     * The decisions of the domain are plain Java.
     *
     * @param names regular expressions for class names below the base, as {@code execution\\.RetryPolicy}; each has to exist
     */
    public void plainJava(String... names) {
        for (String name : names) {
            noClasses()
                    .that()
                    .haveNameMatching(Pattern.quote(base + ".") + "(?:" + name + ")(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta..", "io.quarkus..")
                    .check(classes);
        }
    }

    /**
     * Each package knows those it is said to know, and no other. Packages that are not named belong to the nearest one above.
     *
     * @param known for each package below the base (as {@code action.email}), which others it may know
     */
    public void arrows(Map<String, Set<String>> known) {
        SortedSet<String> strays = new TreeSet<>();
        for (JavaClass origin : classes) {
            String from = room(origin, known.keySet());
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.getPackageName().startsWith(base + ".")) {
                    continue;
                }
                String to = room(target, known.keySet());
                if (!from.isEmpty()
                        && !from.equals(to)
                        && !known.getOrDefault(from, Set.of()).contains(to)) {
                    strays.add(from + " knows " + to + ": " + dependency.getDescription());
                }
            }
        }
        if (!strays.isEmpty()) {
            throw new AssertionError("Arrows that nobody drew:\n" + String.join("\n", strays));
        }
    }

    private String room(JavaClass type, Set<String> rooms) {
        String place =
                type.getPackageName().equals(base) ? "" : type.getPackageName().substring(base.length() + 1);
        String room = place;
        while (!rooms.contains(room)) {
            int end = room.lastIndexOf('.');
            if (end < 0) {
                return place;
            }
            room = room.substring(0, end);
        }
        return room;
    }

    /** Those that need no parameter. */
    public void all() {
        noCycles();
        httpStaysAtTheEdge();
        timeIsGiven();
        packagesAreNamedByNouns();
        transactionsStayOutOfResources();
    }

    /** Resources and pages open no transactions: use cases and repositories do. */
    public void transactionsStayOutOfResources() {
        noClasses()
                .that(new ResourceOrPage())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.transaction.Transactional")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> outermost(String description, Predicate<String> simpleName) {
        return DescribedPredicate.describe(description, type -> {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return simpleName.test(outer.getSimpleName());
        });
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
