package dev.repod.internal.wire;

import org.jspecify.annotations.Nullable;

/** The components that go between record and bytes without an object. The methods are called through method handles. */
final class PrimitiveComponents {
    private PrimitiveComponents() {}

    /** The component of a primitive type; null for a char, which is a string on the wire and boxed without cost. */
    static @Nullable Component of(Class<?> type, int index, String name) {
        if (type == double.class || type == float.class) {
            return type == double.class ? new OfDouble(index, name) : new OfFloat(index, name);
        }
        if (type == boolean.class) {
            return new OfBoolean(index, name);
        }
        if (type == int.class || type == long.class) {
            return new OfInteger(index, name, type == int.class ? IntegerRange.INT : IntegerRange.LONG);
        }
        if (type == byte.class || type == short.class) {
            return new OfInteger(index, name, type == byte.class ? IntegerRange.BYTE : IntegerRange.SHORT);
        }
        return null;
    }

    /** byte, short, int and long, all of them carried as a long. */
    static final class OfInteger extends Component {
        private final IntegerRange range;

        OfInteger(int index, String name, IntegerRange range) {
            super(index, name);
            this.range = range;
        }

        int write(int fields, PackWriter writer, long value) {
            writeKey(writer);
            writer.writeLong(value);
            return fields + 1;
        }

        long read(PackReader reader) {
            require(reader);
            try {
                return range.read(reader);
            } catch (MisfitException misfit) {
                throw misfit.inField(name());
            }
        }

        @Override
        Class<?> carrier() {
            return long.class;
        }

        @Override
        String expected() {
            return "an integer";
        }
    }

    static final class OfDouble extends Component {
        OfDouble(int index, String name) {
            super(index, name);
        }

        int write(int fields, PackWriter writer, double value) {
            writeKey(writer);
            writer.writeDouble(value);
            return fields + 1;
        }

        double read(PackReader reader) {
            require(reader);
            try {
                return reader.readDouble();
            } catch (MisfitException misfit) {
                throw misfit.inField(name());
            }
        }

        @Override
        Class<?> carrier() {
            return double.class;
        }

        @Override
        String expected() {
            return "a number";
        }
    }

    static final class OfFloat extends Component {
        OfFloat(int index, String name) {
            super(index, name);
        }

        int write(int fields, PackWriter writer, float value) {
            writeKey(writer);
            writer.writeFloat(value);
            return fields + 1;
        }

        float read(PackReader reader) {
            require(reader);
            try {
                return reader.readFloat();
            } catch (MisfitException misfit) {
                throw misfit.inField(name());
            }
        }

        @Override
        Class<?> carrier() {
            return float.class;
        }

        @Override
        String expected() {
            return "a number";
        }
    }

    static final class OfBoolean extends Component {
        OfBoolean(int index, String name) {
            super(index, name);
        }

        int write(int fields, PackWriter writer, boolean value) {
            writeKey(writer);
            writer.writeBoolean(value);
            return fields + 1;
        }

        boolean read(PackReader reader) {
            require(reader);
            try {
                return reader.readBoolean();
            } catch (MisfitException misfit) {
                throw misfit.inField(name());
            }
        }

        @Override
        Class<?> carrier() {
            return boolean.class;
        }

        @Override
        String expected() {
            return "a boolean";
        }
    }
}
