package dev.repod.internal.wire;

import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the codec of a component's type, once per record class, and says what to do about a type that has none. */
final class CodecResolver {
    private static final String SUPPORTED =
            "use primitives and their boxes, String, byte[], enums, records, List, Set, Map,"
                    + " arrays, Optional, Instant or Object";

    private final Set<Class<? extends Record>> records = new LinkedHashSet<>();

    /** The records that were met, whose bindings must exist too. */
    Set<Class<? extends Record>> records() {
        return records;
    }

    /** How a value of this type is read and written where it stands. */
    Element element(AnnotatedType type) {
        Codec codec = codec(type);
        return new Element(codec, codec == AnyCodec.VALUE || isNullable(type));
    }

    /**
     * How a value of a class is read, where nothing more than the class is known.
     *
     * @throws IllegalArgumentException if it has no form on the wire
     */
    static Codec codecOf(Class<?> type) {
        if (type.isArray() && type != byte[].class) {
            return arrayCodecOf(type.getComponentType());
        }
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        return new CodecResolver().codec(boxed, new AnnotatedType[0]);
    }

    private static Codec arrayCodecOf(Class<?> component) {
        if (component.isPrimitive()) {
            return new ContainerCodecs.OfPrimitives(component);
        }
        Codec codec = codecOf(component);
        return new ContainerCodecs.OfArray(new Element(codec, codec == AnyCodec.VALUE), component);
    }

    /** Any annotation of that name will do, whoever's it is. */
    static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private Element keyElement(@Nullable AnnotatedType type) {
        if (type == null || erase(type.getType()) == Object.class) {
            return new Element(AnyCodec.KEY, true);
        }
        Element key = element(type);
        if (!key.codec().isKey()) {
            throw refused(type, "cannot be a map key: use a string, a number, an enum or another scalar");
        }
        return key;
    }

    private Element argument(AnnotatedType[] arguments, int index) {
        // A raw type says nothing about its elements.
        return arguments.length == 0 ? new Element(AnyCodec.VALUE, true) : element(arguments[index]);
    }

    private Codec codec(AnnotatedType type) {
        if (type instanceof AnnotatedWildcardType wildcard) {
            return codec(wildcard.getAnnotatedUpperBounds()[0]);
        }
        if (type instanceof AnnotatedTypeVariable) {
            throw refused(type, "is not known at run time: use Object, or a record without type parameters");
        }
        if (type instanceof AnnotatedArrayType array) {
            return arrayCodec(array);
        }
        AnnotatedType[] arguments = type instanceof AnnotatedParameterizedType parameterized
                ? parameterized.getAnnotatedActualTypeArguments()
                : new AnnotatedType[0];
        return codec(erase(type.getType()), arguments);
    }

    private Codec codec(Class<?> raw, AnnotatedType[] arguments) {
        Codec codec = ScalarCodec.of(raw);
        if (codec == null) {
            codec = containerCodec(raw, arguments);
        }
        return codec == null ? namedCodec(raw) : codec;
    }

    private Codec arrayCodec(AnnotatedArrayType array) {
        AnnotatedType component = array.getAnnotatedGenericComponentType();
        Class<?> raw = erase(component.getType());
        if (raw == byte.class) {
            return scalar(byte[].class);
        }
        return raw.isPrimitive()
                ? new ContainerCodecs.OfPrimitives(raw)
                : new ContainerCodecs.OfArray(element(component), raw);
    }

    private @Nullable Codec containerCodec(Class<?> raw, AnnotatedType[] arguments) {
        if (raw == List.class || raw == Set.class) {
            return new ContainerCodecs.OfCollection(argument(arguments, 0), raw == Set.class);
        }
        if (raw == Map.class) {
            return new ContainerCodecs.OfMap(
                    keyElement(arguments.length == 0 ? null : arguments[0]), argument(arguments, 1));
        }
        if (raw == Optional.class) {
            Codec content = argument(arguments, 0).codec();
            if (content instanceof ContainerCodecs.OfOptional) {
                throw refused(raw, "has two ways to be empty and the wire has one: use a single Optional");
            }
            return new ContainerCodecs.OfOptional(content);
        }
        return null;
    }

    private Codec namedCodec(Class<?> raw) {
        if (raw == Object.class) {
            return AnyCodec.VALUE;
        }
        if (raw.isEnum()) {
            return new EnumCodec(raw);
        }
        if (raw.isRecord()) {
            Class<? extends Record> record = raw.asSubclass(Record.class);
            records.add(record);
            return new RecordCodec(record);
        }
        if (raw.isPrimitive()) {
            return scalar(MethodType.methodType(raw).wrap().returnType());
        }
        throw refused(raw, "is not supported: " + SUPPORTED);
    }

    private static Codec scalar(Class<?> type) {
        return Objects.requireNonNull(ScalarCodec.of(type));
    }

    private static IllegalArgumentException refused(AnnotatedType type, String why) {
        return refused(type.getType(), why);
    }

    private static IllegalArgumentException refused(Type type, String why) {
        return new IllegalArgumentException("type " + type.getTypeName() + " " + why);
    }

    private static Class<?> erase(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }
}
