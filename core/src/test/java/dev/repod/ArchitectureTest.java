package dev.repod;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The layout: which room knows which, what the API shows, and who may touch clock, chance and console. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String ROOMS = "dev.repod.internal.";
    private static final int LONGEST_FILE_LINES = 400;

    /** What a room may know of the API: values and annotations. */
    private static final DescribedPredicate<JavaClass> VALUES_OF_THE_API = belongToAnyOf(
            On.class,
            Name.class,
            Ext.class,
            Limits.class,
            CloseReason.class,
            ConnectionError.class,
            FlightRecord.class,
            FlightRecord.Direction.class,
            FlightRecord.Frame.class,
            InvalidMessageException.class,
            Resumption.class);

    private static final Set<String> CLOCKS = Set.of(
            "Clock.systemUTC",
            "Clock.systemDefaultZone",
            "Clock.system",
            "Thread.sleep",
            "TimeUnit.sleep",
            "LockSupport.parkNanos",
            "LockSupport.parkUntil",
            "Math.random",
            "UUID.randomUUID",
            "ThreadLocalRandom.current");

    private static ArchRule roomKnowsOnly(String room, String... others) {
        String[] known = Stream.concat(Stream.of(room), Stream.of(others))
                .map(each -> ROOMS + each)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOMS + room)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.repod..")
                        .and(DescribedPredicate.not(resideInAnyPackage(known)))
                        .and(DescribedPredicate.not(VALUES_OF_THE_API)));
    }

    @Test
    void thereAreSixRoomsAndTheApi() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "dev.repod",
                        ROOMS + "wire",
                        ROOMS + "limit",
                        ROOMS + "session",
                        ROOMS + "dispatch",
                        ROOMS + "tls",
                        ROOMS + "transport");
    }

    @Test
    void wireKnowsNoOtherRoom() {
        roomKnowsOnly("wire").check(CLASSES);
    }

    @Test
    void limitKnowsWireAlone() {
        roomKnowsOnly("limit", "wire").check(CLASSES);
    }

    @Test
    void sessionKnowsLimitAndWireAlone() {
        roomKnowsOnly("session", "limit", "wire").check(CLASSES);
    }

    @Test
    void dispatchKnowsWireAlone() {
        roomKnowsOnly("dispatch", "wire").check(CLASSES);
    }

    @Test
    void tlsKnowsNoOtherRoom() {
        roomKnowsOnly("tls").check(CLASSES);
    }

    @Test
    void transportKnowsLimitSessionAndTlsAlone() {
        roomKnowsOnly("transport", "limit", "session", "tls").check(CLASSES);
    }

    @Test
    void onlyTransportNamesNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOMS + "transport")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void limitSessionAndWireKnowNoSocketNoThreadAndNoLog() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOMS + "limit", ROOMS + "session", ROOMS + "wire")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "java.nio.channels..", "java.util.concurrent..")
                        .or(belongToAnyOf(Thread.class, java.net.Socket.class)))
                .check(CLASSES);
    }

    @Test
    void theApiShowsNoTypeOfNettyOrOfARoom() {
        List<String> shown = CLASSES.stream()
                .filter(type -> type.getPackageName().equals("dev.repod") && isShown(type))
                .flatMap(type -> Stream.concat(
                        Stream.concat(type.getFields().stream(), type.getCodeUnits().stream())
                                .filter(ArchitectureTest::isVisible)
                                .flatMap(member -> typesOf(member)
                                        .filter(ArchitectureTest::isHiddenType)
                                        .map(hidden -> member.getFullName() + " shows " + hidden.getName())),
                        Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream())
                                .filter(ArchitectureTest::isHiddenType)
                                .map(hidden -> type.getName() + " is a " + hidden.getName())))
                .toList();

        assertThat(shown).isEmpty();
    }

    private static boolean isShown(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureTest::isShown).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return isVisible(member.getModifiers()) && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> typesOf(JavaMember member) {
        return member instanceof JavaCodeUnit codeUnit
                ? Stream.of(
                                codeUnit.getReturnType().getAllInvolvedRawTypes().stream(),
                                codeUnit.getParameterTypes().stream()
                                        .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                                codeUnit.getExceptionTypes().stream())
                        .flatMap(types -> types)
                : member.getAllInvolvedRawTypes().stream();
    }

    private static boolean isHiddenType(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return base.getPackageName().startsWith("io.netty")
                || base.getPackageName().startsWith("dev.repod.internal")
                || base.getPackageName().startsWith("org.slf4j")
                || (base.getPackageName().equals("dev.repod") && !isShown(base));
    }

    @Test
    void onlySystemTimeReadsAClockDrawsOrSleeps() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOMS + "transport.SystemTime")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethodWhere(describe(
                        "reads a clock, sleeps or draws", call -> isClock(call.getTargetOwner(), call.getName())))
                .orShould()
                .callConstructorWhere(describe("makes a source of chance", call -> isChance(call.getTargetOwner())))
                .check(CLASSES);
    }

    private static boolean isClock(JavaClass owner, String method) {
        return CLOCKS.contains(owner.getSimpleName() + "." + method)
                || (owner.getPackageName().equals("java.time") && method.equals("now"));
    }

    private static boolean isChance(JavaClass owner) {
        return owner.isAssignableTo(java.util.Random.class) || owner.isEquivalentTo(java.util.SplittableRandom.class);
    }

    @Test
    void onlyGameErrorsPrints() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.repod.GameErrors")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<JavaClass> infos = CLASSES.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .toList();

        assertThat(infos).hasSize(7).allMatch(info -> info.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void atLeastHalfOfTheTypesAreHidden() {
        List<JavaClass> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().endsWith("-info"))
                .toList();
        long shown = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat(shown).isLessThanOrEqualTo(types.size() / 2);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .check(CLASSES);
    }

    @Test
    void noFileIsTooLong() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();

            assertThat(sources)
                    .hasSizeGreaterThan(90)
                    .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(LONGEST_FILE_LINES));
        }
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
