package dev.repod.internal.wire;

import dev.repod.Name;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a record class once, and makes the handles that write and read it. Method handles, because they reach into a
 * game's module where it opens its package, and the compiler sees through them; hidden classes may not be defined there.
 */
final class RecordBinder {
    private static final String ACTION = "action";

    private final Class<? extends Record> type;
    private final MethodHandles.Lookup lookup;
    private final CodecResolver resolver = new CodecResolver();
    private final RecordComponent[] javaComponents;
    private final Component[] components;

    RecordBinder(Class<? extends Record> type) {
        this.type = type;
        javaComponents = type.getRecordComponents();
        if (javaComponents == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record class");
        }
        lookup = lookup(type);
        components = new Component[javaComponents.length];
        Set<String> names = new HashSet<>();
        for (int i = 0; i < components.length; i++) {
            components[i] = component(i);
            if (!names.add(components[i].name())) {
                throw refused(i, "another component is called " + components[i].name() + " on the wire too");
            }
        }
    }

    static String action(Class<? extends Record> type) {
        String action = wireName(type.getAnnotation(Name.class), type.getSimpleName());
        if (action.isEmpty()) {
            throw new IllegalArgumentException("record " + type.getName() + ": @Name must not be empty");
        }
        return action;
    }

    String[] names() {
        return Arrays.stream(components).map(Component::name).toArray(String[]::new);
    }

    Set<Class<? extends Record>> records() {
        return resolver.records();
    }

    /** {@code (PackWriter, Record) -> int}: writes all components in order, and answers how many it wrote. */
    MethodHandle writer() {
        MethodHandle all =
                MethodHandles.dropArguments(MethodHandles.constant(int.class, 0), 0, PackWriter.class, Record.class);
        for (int i = 0; i < components.length; i++) {
            all = MethodHandles.foldArguments(writer(i), all);
        }
        return all;
    }

    /** {@code (PackReader) -> Record}: reads each component where it was found, and calls the constructor. */
    MethodHandle reader() {
        Class<?>[] types =
                Arrays.stream(javaComponents).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
            var readers = new MethodHandle[types.length];
            for (int i = 0; i < types.length; i++) {
                readers[i] = components[i].reader(types[i]);
            }
            MethodHandle made = MethodHandles.filterArguments(constructor, 0, readers);
            MethodType fromReader = MethodType.methodType(type, PackReader.class);
            made = types.length == 0
                    ? MethodHandles.dropArguments(made, 0, PackReader.class)
                    : MethodHandles.permuteArguments(made, fromReader, new int[types.length]);
            return made.asType(fromReader.changeReturnType(Record.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("record " + type.getName() + " cannot be constructed", e);
        }
    }

    private MethodHandle writer(int index) {
        try {
            return components[index].writer(lookup.unreflect(javaComponents[index].getAccessor()));
        } catch (ReflectiveOperationException e) {
            throw refused(index, "its accessor cannot be called", e);
        }
    }

    private Component component(int index) {
        RecordComponent java = javaComponents[index];
        String name = wireName(java.getAnnotation(Name.class), java.getName());
        if (name.isEmpty()) {
            throw refused(index, "@Name must not be empty");
        }
        if (name.equals(ACTION)) {
            throw refused(index, "'action' is the record's own name on the wire; call it otherwise or use @Name");
        }
        Component primitive = PrimitiveComponents.of(java.getType(), index, name);
        if (primitive != null) {
            return primitive;
        }
        try {
            return objectComponent(index, name, java);
        } catch (IllegalArgumentException e) {
            throw refused(index, String.valueOf(e.getMessage()), e);
        }
    }

    private Component objectComponent(int index, String name, RecordComponent java) {
        Element element = resolver.element(java.getAnnotatedType());
        boolean isNullable = CodecResolver.isNullable(java.getAnnotatedType())
                || CodecResolver.isNullable(java)
                || CodecResolver.isNullable(java.getAccessor());
        boolean isBox = MethodType.methodType(java.getType()).hasWrappers();
        return new ObjectComponent(
                index, name, new Element(element.codec(), element.isNullable() || isNullable || isBox), isNullable);
    }

    private static String wireName(@Nullable Name renamed, String javaName) {
        return renamed == null ? SnakeCase.of(javaName) : renamed.value();
    }

    private static MethodHandles.Lookup lookup(Class<?> type) {
        try {
            // Without it a class in a named module cannot be looked at, however open it is.
            RecordBinder.class.getModule().addReads(type.getModule());
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "record " + type.getName() + " is in a package that its module does not open to repod: add `opens "
                            + type.getPackageName() + " to dev.repod;` to the module-info of "
                            + type.getModule().getName(),
                    e);
        }
    }

    private IllegalArgumentException refused(int index, String why) {
        return refused(index, why, null);
    }

    private IllegalArgumentException refused(int index, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "record " + type.getName() + ", component " + javaComponents[index].getName() + ": " + why, cause);
    }
}
