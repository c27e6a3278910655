package dev.repod.internal.dispatch;

import org.jspecify.annotations.Nullable;

/** The call of one {@code @On} method. */
abstract class HandlerCall {
    /** What the method throws comes out as it is. */
    abstract void call(Object target, @Nullable Object argumentOrNull) throws Throwable;
}
