package dev.repod.internal.dispatch;

/** The tables of all classes that have been asked for, each made once. Safe for any thread. */
public final class HandlerTables {
    private final ClassValue<HandlerTable> tables;

    /**
     * Tables whose handlers may take messages as they are.
     *
     * @param messageType the type of such a parameter
     */
    public HandlerTables(Class<?> messageType) {
        tables = new ClassValue<>() {
            @Override
            protected HandlerTable computeValue(Class<?> type) {
                return HandlerScan.of(type, messageType);
            }
        };
    }

    /**
     * The handlers of a class.
     *
     * @throws IllegalArgumentException naming class and method, when a handler cannot work
     */
    public HandlerTable of(Class<?> type) {
        return tables.get(type);
    }
}
