package dev.repod.testkit;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives JUnit 5 tests a fresh {@link NetworkLab} each, and says its seed when a test fails. The only class here that needs
 * JUnit, 5.10 or newer, which the testkit does not bring along.
 *
 * <pre>{@code
 * @ExtendWith(NetworkLabExtension.class)
 * class GameTest {
 *     @Test
 *     void playersMeet(NetworkLab lab) { ... }
 * }
 * }</pre>
 *
 * <p>The test method and its {@code @BeforeEach} and {@code @AfterEach} methods are given the same lab. Its seed is that of the
 * system property {@code repod.seed}, else that of the nearest {@link Seed}, else one by chance. After a failure "seed 5: run
 * again with -Drepod.seed=5" goes to the standard error and, as {@code repod.seed}, into the report.
 */
public final class NetworkLabExtension implements ParameterResolver, TestWatcher {
    private static final String PROPERTY = "repod.seed";
    private static final Namespace NAMESPACE = Namespace.create(NetworkLabExtension.class);

    /** Seeds by chance are short, to be typed again; there are enough of them. */
    private static final int SEEDS_BY_CHANCE = 1_000_000_000;

    /** For JUnit, which makes it. */
    public NetworkLabExtension() {}

    /**
     * Whether a parameter is for this extension.
     *
     * @param parameter a parameter of a method
     * @param context the context of the test
     * @return whether it is a lab, and of a method that is called for one test
     */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == NetworkLab.class
                && context.getTestMethod().isPresent();
    }

    /**
     * The lab of a test.
     *
     * @param parameter what it is for
     * @param context the context of the test
     * @return the same one for all methods that are called for the test
     * @throws IllegalArgumentException if {@code repod.seed} is no whole number
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(NetworkLab.class, type -> NetworkLab.seeded(seed(context)));
    }

    private static long seed(ExtensionContext context) {
        @Nullable String property = System.getProperty(PROPERTY);
        if (property != null) {
            return parse(property);
        }
        return nearest(context).map(Seed::value).orElseGet(() ->
                (long) new SplittableRandom().nextInt(SEEDS_BY_CHANCE));
    }

    private static long parse(String property) {
        try {
            return Long.parseLong(property);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(PROPERTY + " '" + property + "' is no whole number", notANumber);
        }
    }

    /** That of the method, of its class, or of a class around it. */
    private static Optional<Seed> nearest(ExtensionContext context) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<Seed> seed = AnnotationSupport.findAnnotation(at.get().getElement(), Seed.class);
            if (seed.isPresent()) {
                return seed;
            }
            at = at.get().getParent();
        }
        return Optional.empty();
    }

    /**
     * Says the seed of a test that had a lab.
     *
     * @param context the context of the test
     * @param cause what it failed with
     */
    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        @Nullable NetworkLab lab = context.getStore(NAMESPACE).get(NetworkLab.class, NetworkLab.class);
        if (lab != null) {
            String advice = "seed " + lab.seed() + ": run again with -D" + PROPERTY + "=" + lab.seed();
            context.publishReportEntry(PROPERTY, advice);
            System.err.println(context.getDisplayName() + ": " + advice);
        }
    }
}
