package dev.repod.internal.dispatch;

import dev.repod.internal.wire.Specialised;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handle of a handler as a constant: each has a copy of this class, made by {@link Specialised}. */
final class InlinedCall extends HandlerCall {
    private static final MethodHandle METHOD = handle();

    InlinedCall() {}

    static HandlerCall of(MethodHandle method) {
        return Specialised.copy(MethodHandles.lookup(), InlinedCall.class, List.of(method), HandlerCall.class);
    }

    private static MethodHandle handle() {
        try {
            return MethodHandles.classDataAt(MethodHandles.lookup(), "_", MethodHandle.class, 0);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    void call(Object target, @Nullable Object argumentOrNull) throws Throwable {
        METHOD.invokeExact(target, argumentOrNull);
    }
}
