package dev.repod.internal.wire;

import java.lang.reflect.Array;

/** Arrays of primitives as lists of numbers; {@code byte[]} is not among them, it is a bin. No element is boxed. */
final class PrimitiveArrays {
    private PrimitiveArrays() {}

    static void write(PackWriter writer, Object array) {
        writer.enter();
        writer.writeArrayHeader(Array.getLength(array));
        if (array instanceof int[] ints) {
            for (int value : ints) {
                writer.writeLong(value);
            }
        } else if (array instanceof double[] doubles) {
            for (double value : doubles) {
                writer.writeDouble(value);
            }
        } else if (array instanceof float[] floats) {
            for (float value : floats) {
                writer.writeFloat(value);
            }
        } else if (array instanceof long[] longs) {
            for (long value : longs) {
                writer.writeLong(value);
            }
        } else {
            writeSmall(writer, array);
        }
        writer.leave();
    }

    private static void writeSmall(PackWriter writer, Object array) {
        if (array instanceof short[] shorts) {
            for (short value : shorts) {
                writer.writeLong(value);
            }
        } else if (array instanceof boolean[] booleans) {
            for (boolean value : booleans) {
                writer.writeBoolean(value);
            }
        } else {
            for (char value : (char[]) array) {
                writer.writeString(String.valueOf(value));
            }
        }
    }

    /** Reads an array whose elements are of this primitive type. */
    static Object read(PackReader reader, Class<?> type) {
        int length = reader.readArrayHeader();
        Object array = Array.newInstance(type, length);
        int index = 0;
        try {
            for (; index < length; index++) {
                readElement(reader, array, index);
            }
        } catch (MisfitException misfit) {
            throw misfit.atIndex(index);
        }
        return array;
    }

    private static void readElement(PackReader reader, Object array, int index) {
        if (array instanceof int[] ints) {
            ints[index] = reader.readInt();
        } else if (array instanceof double[] doubles) {
            doubles[index] = reader.readDouble();
        } else if (array instanceof float[] floats) {
            floats[index] = reader.readFloat();
        } else if (array instanceof long[] longs) {
            longs[index] = reader.readLong();
        } else if (array instanceof short[] shorts) {
            shorts[index] = (short) IntegerRange.SHORT.read(reader);
        } else if (array instanceof boolean[] booleans) {
            booleans[index] = reader.readBoolean();
        } else {
            ((char[]) array)[index] = reader.readChar();
        }
    }
}
