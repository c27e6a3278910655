package dev.repod.internal.dispatch;

import dev.repod.On;
import dev.repod.internal.wire.RecordBinding;
import dev.repod.internal.wire.SnakeCase;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code @On} methods of a class, inherited ones included, and refuses what could never work, in words that say
 * what to do. Classes are walked from the lowest up, so a method that overrides another comes first and stands for both.
 */
final class HandlerScan {
    private final Class<?> messageType;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final Set<String> signatures = new LinkedHashSet<>();

    private HandlerScan(Class<?> messageType) {
        this.messageType = messageType;
    }

    /**
     * The handlers of a class.
     *
     * @param type the class of the objects that are dispatched to
     * @param messageType what stands for a message that is taken as it is
     * @throws IllegalArgumentException naming class and method, when a handler cannot work
     */
    static HandlerTable of(Class<?> type, Class<?> messageType) {
        HandlerScan scan = new HandlerScan(messageType);
        for (Class<?> owner : lineage(type)) {
            Method[] methods = owner.getDeclaredMethods();
            for (Method method : methods) {
                @Nullable On on = method.getAnnotation(On.class);
                if (on != null && !method.isBridge() && scan.isNotOverridden(method)) {
                    scan.add(method, on.value());
                }
            }
            scan.passOverBridged(methods);
        }
        return new HandlerTable(scan.handlers.values());
    }

    /** The class, its superclasses, then every interface of them: the order in which Java itself looks for a method. */
    private static List<Class<?>> lineage(Class<?> type) {
        List<Class<?>> classes = new ArrayList<>();
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            classes.add(c);
            collectInterfaces(c, interfaces);
        }
        classes.addAll(interfaces);
        return classes;
    }

    private static void collectInterfaces(Class<?> type, Set<Class<?>> into) {
        for (Class<?> each : type.getInterfaces()) {
            if (into.add(each)) {
                collectInterfaces(each, into);
            }
        }
    }

    private boolean isNotOverridden(Method method) {
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return true;
        }
        return signatures.add(method.getName() + List.of(method.getParameterTypes()));
    }

    /** A generic method of a superclass has the signature of the bridge that javac puts beside its override, with its @On. */
    private void passOverBridged(Method[] methods) {
        for (Method method : methods) {
            if (method.isBridge() && method.isAnnotationPresent(On.class)) {
                isNotOverridden(method);
            }
        }
    }

    private void add(Method method, String named) {
        String where = method.getDeclaringClass().getName() + "." + method.getName();
        if (Modifier.isStatic(method.getModifiers())) {
            throw refused(where, "is static", "A handler belongs to one connection: remove static.");
        }
        String action = named.isEmpty() ? SnakeCase.of(method.getName()) : named;
        Handler handler = handlerOf(method, action, !named.isEmpty(), where);
        @Nullable Handler other = handlers.putIfAbsent(action, handler);
        if (other != null) {
            throw refused(
                    where,
                    "handles the action \"" + action + "\", and so does " + other.where(),
                    "Keep one of them, or give one another action with @On(\"...\").");
        }
    }

    private Handler handlerOf(Method method, String action, boolean actionNamed, String where) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length > 1) {
            throw refused(where, "has " + parameters.length + " parameters", oneParameter());
        }
        MethodHandle call = reach(method, where);
        if (parameters.length == 0) {
            return Handler.takingNothing(action, where, call);
        }
        Class<?> parameter = parameters[0];
        if (parameter == messageType) {
            return Handler.takingMessage(action, where, call);
        }
        if (!parameter.isRecord()) {
            throw refused(where, "takes " + parameter.getName(), oneParameter());
        }
        RecordBinding binding = bindingOf(parameter.asSubclass(Record.class), where);
        if (!actionNamed && !binding.action().equals(action)) {
            throw refused(
                    where,
                    "handles the action \"" + action + "\", but its record " + parameter.getSimpleName()
                            + " is sent as \"" + binding.action() + "\"",
                    "Rename the method, or name the action: @On(\"" + binding.action() + "\") or @On(\"" + action
                            + "\").");
        }
        return Handler.takingRecord(action, where, binding, call);
    }

    private String oneParameter() {
        return "A handler takes nothing, a " + messageType.getSimpleName() + ", or one record.";
    }

    private static RecordBinding bindingOf(Class<? extends Record> type, String where) {
        try {
            return RecordBinding.of(type);
        } catch (IllegalArgumentException unsupported) {
            throw new IllegalArgumentException("@On " + where + ": " + unsupported.getMessage(), unsupported);
        }
    }

    private static MethodHandle reach(Method method, String where) {
        Class<?> owner = method.getDeclaringClass();
        try {
            Module ours = HandlerScan.class.getModule();
            if (ours.isNamed()) {
                ours.addReads(owner.getModule());
            }
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).unreflect(method);
        } catch (IllegalAccessException closed) {
            String module = owner.getModule().getName();
            throw refused(
                    where,
                    "is out of reach: module " + module + " does not open its package",
                    "Add to its module-info: opens " + owner.getPackageName() + " to dev.repod;");
        }
    }

    private static IllegalArgumentException refused(String where, String what, String advice) {
        return new IllegalArgumentException("@On " + where + " " + what + ". " + advice);
    }
}
