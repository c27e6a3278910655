package dev.repod.internal.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The constants of one enum and their names on the wire. */
final class EnumNames {
    private static final ClassValue<EnumNames> OF_TYPE = new ClassValue<>() {
        @Override
        protected EnumNames computeValue(Class<?> type) {
            return new EnumNames((Enum<?>[]) type.getEnumConstants());
        }
    };

    private final Enum<?>[] constants;
    private final Map<Enum<?>, String> names = new LinkedHashMap<>();
    private final KeyTable table;
    private final String expected;

    private EnumNames(Enum<?>[] constants) {
        this.constants = constants;
        for (Enum<?> constant : constants) {
            String name = SnakeCase.of(constant.name());
            if (names.containsValue(name)) {
                throw new IllegalArgumentException(
                        "enum " + constant.getDeclaringClass().getName() + ": two constants are called " + name
                                + " on the wire; rename one of them");
            }
            names.put(constant, name);
        }
        table = new KeyTable(names.values().toArray(String[]::new));
        expected = "one of " + String.join(", ", names.values());
    }

    /** The names of the type that declares the constants; a constant with a body has a class of its own. */
    static EnumNames of(Class<?> declaringClass) {
        return OF_TYPE.get(declaringClass);
    }

    static void write(PackWriter writer, Enum<?> constant) {
        EnumNames type = of(constant.getDeclaringClass());
        writer.writeString(Objects.requireNonNull(type.names.get(constant)));
    }

    String expected() {
        return expected;
    }

    Enum<?> read(PackReader reader) {
        int start = reader.position();
        int size = reader.readStringHeader();
        if (size < 0) {
            throw reader.misfit(expected);
        }
        int index = table.find(reader.array(), reader.position(), size);
        if (index == KeyTable.UNKNOWN) {
            reader.position(start);
            throw new MisfitException(expected, "another string");
        }
        reader.position(reader.position() + size);
        return constants[index];
    }
}
