package dev.repod.internal.dispatch;

import dev.repod.internal.wire.RecordBinding;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** One {@code @On} method, ready to be called: it takes nothing, the message as it is, or a record made from it. */
public final class Handler {
    /** What the method is called with. */
    enum Argument {
        NOTHING,
        MESSAGE,
        RECORD
    }

    /** One shape for all, so that the call is exact: no argument is boxed or checked on the way. */
    private static final MethodType SHAPE = MethodType.methodType(void.class, Object.class, Object.class);

    private final String action;
    private final String where;
    private final Argument argument;
    private final @Nullable RecordBinding binding;
    private final MethodHandle call;

    private Handler(
            String action, String where, Argument argument, @Nullable RecordBinding binding, MethodHandle method) {
        this.action = action;
        this.where = where;
        this.argument = argument;
        this.binding = binding;
        MethodHandle twoArguments =
                argument == Argument.NOTHING ? MethodHandles.dropArguments(method, 1, Object.class) : method;
        this.call = twoArguments.asType(SHAPE);
    }

    static Handler takingNothing(String action, String where, MethodHandle method) {
        return new Handler(action, where, Argument.NOTHING, null, method);
    }

    static Handler takingMessage(String action, String where, MethodHandle method) {
        return new Handler(action, where, Argument.MESSAGE, null, method);
    }

    static Handler takingRecord(String action, String where, RecordBinding binding, MethodHandle method) {
        return new Handler(action, where, Argument.RECORD, binding, method);
    }

    /** The action that it handles. */
    public String action() {
        return action;
    }

    /** Class and method, for messages. */
    String where() {
        return where;
    }

    Argument argument() {
        return argument;
    }

    /** How its record is read, or null where it takes none. */
    @Nullable RecordBinding binding() {
        return binding;
    }

    /** Calls the method; what it throws comes out as it is. */
    void call(Object target, @Nullable Object argumentOrNull) throws Throwable {
        call.invokeExact(target, argumentOrNull);
    }
}
