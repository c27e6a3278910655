package dev.repod.internal.wire;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Set;

/**
 * One record class on the wire: its action, and the way between its components and the fields of a map. Found once per
 * class; immutable, and safe for any thread.
 */
public final class RecordBinding {
    private static final ClassValue<RecordBinding> OF_TYPE = new ClassValue<>() {
        @Override
        protected RecordBinding computeValue(Class<?> type) {
            return new RecordBinding(new RecordBinder(type.asSubclass(Record.class)), type.asSubclass(Record.class));
        }
    };

    private final Class<? extends Record> type;
    private final String action;
    private final int componentCount;
    private final KeyTable names;
    private final Set<Class<? extends Record>> nested;

    /** It holds no other record. */
    private final boolean isFlat;

    /** The head of the map, then the action's key and value. */
    private final Literal prefix;

    private final MethodHandle writer;
    private final MethodHandle reader;

    /** Whether the bindings of the records inside exist; set first, so that records that hold each other end. */
    private volatile boolean nestedAreBound;

    private RecordBinding(RecordBinder binder, Class<? extends Record> type) {
        this.type = type;
        action = RecordBinder.action(type);
        componentCount = binder.names().length;
        names = new KeyTable(binder.names());
        nested = binder.records();
        isFlat = nested.isEmpty();
        writer = binder.writer();
        reader = binder.reader();
        var start = new PackWriter();
        start.writeMapHeader(componentCount + 1);
        start.writeString("action");
        start.writeString(action);
        prefix = new Literal(start.toByteArray());
    }

    /**
     * The binding of a record class.
     *
     * @throws IllegalArgumentException if it cannot be on the wire, naming record, component and what to do
     */
    public static RecordBinding of(Class<? extends Record> type) {
        RecordBinding binding = OF_TYPE.get(type);
        if (!binding.nestedAreBound) {
            binding.bindNested();
        }
        return binding;
    }

    /** The record's name on the wire. */
    public String action() {
        return action;
    }

    /** The record class. */
    public Class<? extends Record> type() {
        return type;
    }

    /**
     * Writes the whole message, its action first.
     *
     * @throws IllegalArgumentException naming the path of what cannot be sent; what an accessor throws comes through
     */
    public void encode(Record record, PackWriter out) {
        int start = out.length();
        out.writeLiteral(prefix);
        try {
            writeComponents(record, out, start, 1);
        } catch (Unsendable unsendable) {
            throw unsendable.from(action);
        }
    }

    /**
     * Reads the map of a message that was scanned, and is all that the reader reads. Fields may come in any order; unknown
     * ones are skipped.
     *
     * @param about the message's action, for the exception
     * @throws dev.repod.InvalidMessageException if a field is missing or does not fit, or if a constructor throws an
     *     {@link IllegalArgumentException}, whose message is the reason then; its other exceptions come through
     */
    public Record decode(PackReader in, String about) {
        try {
            return readMessage(in);
        } catch (MisfitException misfit) {
            throw misfit.inMessage(about);
        } catch (RejectedException rejected) {
            throw rejected.inMessage(about);
        }
    }

    /** Writes a record that is a value inside another one: a map without an action. */
    void writeFields(Record record, PackWriter out) {
        int start = out.length();
        out.writeMapHeader(componentCount);
        writeComponents(record, out, start, 0);
    }

    private Record readMessage(PackReader in) {
        FieldSlots slots = in.slots();
        FieldNotes notes = slots.notes();
        if (notes == null) {
            return readFields(in);
        }
        if (isFlat && notes.areOf(names)) {
            slots.openOn(notes.values());
            return construct(in);
        }
        int outer = slots.open(componentCount);
        notes.fill(slots, names, in.array());
        Record record = construct(in);
        slots.close(outer);
        return record;
    }

    /** Reads the map of a record, whether it has an action or not. */
    Record readFields(PackReader in) {
        int entries = in.readMapHeader();
        FieldSlots slots = in.slots();
        int outer = slots.open(componentCount);
        findFields(in, entries, slots);
        int end = in.position();
        Record record = construct(in);
        slots.close(outer);
        in.position(end);
        return record;
    }

    private void writeComponents(Record record, PackWriter out, int start, int others) {
        out.enter();
        int fields = write(record, out);
        if (fields != componentCount) {
            out.patchCount(start, fields + others);
        }
        out.leave();
    }

    /** Notes where each component's value begins; of equal keys the last counts. */
    private void findFields(PackReader in, int entries, FieldSlots slots) {
        slots.miss();
        int due = 0;
        for (int i = 0; i < entries; i++) {
            int size = in.readStringHeader();
            if (size < 0) {
                in.skip();
            } else {
                int key = in.position();
                int field = names.find(in.array(), key, size, due);
                in.position(key + size);
                if (field != KeyTable.UNKNOWN) {
                    slots.fill(field, key + size);
                    due = field + 1;
                }
            }
            in.skip();
        }
    }

    private int write(Record record, PackWriter out) {
        try {
            return (int) writer.invokeExact(out, record);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    private Record construct(PackReader in) {
        try {
            return (Record) reader.invokeExact(in);
        } catch (IllegalArgumentException refusal) {
            throw new RejectedException(refusal);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    private void bindNested() {
        nestedAreBound = true;
        try {
            nested.forEach(RecordBinding::of);
        } catch (IllegalArgumentException e) {
            nestedAreBound = false;
            throw e;
        }
    }

    /** Neither accessors nor canonical constructors can declare checked exceptions; a sneaky one is wrapped. */
    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new UndeclaredThrowableException(thrown);
    }
}
