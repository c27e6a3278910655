package dev.repod;

import dev.repod.internal.wire.Fields;
import dev.repod.internal.wire.FrameCutter;
import dev.repod.internal.wire.Mending;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.RecordBinding;
import dev.repod.internal.wire.Values;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message: an action and named fields.
 *
 * <p>Immutable and safe for any thread. It keeps its encoded bytes, so that relaying or broadcasting it encodes nothing
 * again; a field is decoded when it is asked for. Two messages are equal when their actions and fields
 * are: integers by value whatever their width, in whatever order the fields stand.
 *
 * <p>Field values: null, booleans, integers, {@code float} and {@code double}, strings, {@code byte[]}, enums (by their
 * name in {@code snake_case}), {@link java.time.Instant}, {@link Ext}, records, lists and other collections, arrays, and
 * maps. They are copied when the message is made. When read, integers are {@code Long} (or {@link BigInteger} above
 * {@code Long.MAX_VALUE}), lists and maps are unmodifiable.
 */
public final class Message {
    private final byte[] frame;
    private final String action;
    private final int depth;
    private final @Nullable String flaw;

    private Message(byte[] frame, String action, int depth, @Nullable String flaw) {
        this.frame = frame;
        this.action = action;
        this.depth = depth;
        this.flaw = flaw;
    }

    /**
     * Makes a message from names and values: {@code Message.of("move", "x", 10, "y", 20)}.
     *
     * @param action its action
     * @param namesAndValues the fields, each a name and its value
     * @return the message
     * @throws IllegalArgumentException if a name is missing, no string, there twice or {@code action}, or if a value cannot
     *     be sent; the text names the path, such as {@code state.players[3].weapon}
     */
    public static Message of(String action, @Nullable Object... namesAndValues) {
        Objects.requireNonNull(action, "action");
        FieldPairs.check(action, namesAndValues);
        Encoder encoder = Encoder.ofThread();
        PackWriter out = encoder.begin();
        try {
            Encoder.writeFields(out, action, namesAndValues);
            return new Message(out.toByteArray(), action, out.depth(), null);
        } finally {
            encoder.end(out);
        }
    }

    /**
     * Makes the message that a record is sent as.
     *
     * @param fields the record
     * @return the message
     * @throws IllegalArgumentException if a value cannot be sent; the text names its path
     */
    public static Message from(Record fields) {
        Encoder encoder = Encoder.ofThread();
        PackWriter out = encoder.begin();
        try {
            RecordBinding binding = encoder.write(out, fields);
            return new Message(out.toByteArray(), binding.action(), out.depth(), null);
        } finally {
            encoder.end(out);
        }
    }

    /**
     * A message that came in, in a payload that has just been scanned. Its bytes are copied, and mended if need be; what that
     * makes longer than any message may be here, could not be passed on, and is flawed.
     */
    static Message received(byte[] array, int from, int to, PayloadScan scan, int maxFrameBytes) {
        String action = text(array, scan.actionFrom(), scan.actionTo());
        if (scan.flaw() != null || !scan.needsRewriting()) {
            return new Message(FrameCutter.frame(array, from, to), action, scan.depth(), scan.flaw());
        }
        Encoder encoder = Encoder.ofThread();
        PackWriter out = encoder.begin();
        try {
            String flaw = mend(new PackReader().reset(array, from, to), out, maxFrameBytes);
            out.endFrame();
            byte[] frame = flaw == null ? out.toByteArray() : FrameCutter.frame(array, from, to);
            return new Message(frame, action, scan.depth(), flaw);
        } finally {
            encoder.end(out);
        }
    }

    /** Each bad byte becomes three. Answers what is wrong with the result, or null. */
    private static @Nullable String mend(PackReader in, PackWriter out, int maxFrameBytes) {
        boolean fits;
        try {
            Mending.copy(in, out);
            fits = out.length() - Encoder.HEADER_BYTES <= maxFrameBytes;
        } catch (IllegalArgumentException overEveryLimit) {
            fits = false;
        }
        return fits ? null : "a string is not valid UTF-8, and too long to be mended";
    }

    /**
     * The name of what this message is about.
     *
     * @return the action
     */
    public String action() {
        return action;
    }

    /**
     * Whether there is such a field, even one that is null.
     *
     * @param name the field's name on the wire
     * @return true if it is there
     */
    public boolean has(String name) {
        return Fields.has(payloadReader(), name);
    }

    /**
     * The value of a field as it was decoded.
     *
     * @param name the field's name on the wire
     * @return the value; null where the field is null, or is missing
     */
    public @Nullable Object get(String name) {
        return Fields.get(payloadReader(), name);
    }

    /**
     * The value of a field that has to be of a type. Integers convert to any integral type that can hold them, and to
     * {@code Double}; maps to records.
     *
     * @param name the field's name on the wire
     * @param type the type, such as {@code Integer.class}, {@code Instant.class} or a record's
     * @param <T> the type
     * @return the value
     * @throws InvalidMessageException if the field is missing, null or not of that type
     */
    public <T> T get(String name, Class<T> type) {
        return Fields.get(payloadReader(), name, type, action);
    }

    /**
     * An {@code int} field.
     *
     * @param name the field's name on the wire
     * @return the value
     * @throws InvalidMessageException if it is missing, no integer, or does not fit
     */
    public int getInt(String name) {
        return get(name, Integer.class);
    }

    /**
     * A {@code long} field.
     *
     * @param name the field's name on the wire
     * @return the value
     * @throws InvalidMessageException if it is missing, no integer, or does not fit
     */
    public long getLong(String name) {
        return get(name, Long.class);
    }

    /**
     * A number.
     *
     * @param name the field's name on the wire
     * @return the value; an integer is converted
     * @throws InvalidMessageException if it is missing or no number
     */
    public double getDouble(String name) {
        return get(name, Double.class);
    }

    /**
     * A string field.
     *
     * @param name the field's name on the wire
     * @return the value
     * @throws InvalidMessageException if it is missing or no string
     */
    public String getString(String name) {
        return get(name, String.class);
    }

    /**
     * A boolean field.
     *
     * @param name the field's name on the wire
     * @return the value
     * @throws InvalidMessageException if it is missing or no boolean
     */
    public boolean getBoolean(String name) {
        return get(name, Boolean.class);
    }

    /**
     * A field of bytes.
     *
     * @param name the field's name on the wire
     * @return a copy of the bytes
     * @throws InvalidMessageException if it is missing or no {@code bin}
     */
    public byte[] getBytes(String name) {
        return get(name, byte[].class);
    }

    /**
     * A list field.
     *
     * @param name the field's name on the wire
     * @return the values, unmodifiable
     * @throws InvalidMessageException if it is missing or no list
     */
    @SuppressWarnings("unchecked") // a decoded list holds whatever came
    public List<@Nullable Object> getList(String name) {
        return (List<@Nullable Object>) get(name, List.class);
    }

    /**
     * A map field.
     *
     * @param name the field's name on the wire
     * @return the entries in their order on the wire, unmodifiable; integer keys are {@code Long}
     * @throws InvalidMessageException if it is missing or no map
     */
    @SuppressWarnings("unchecked") // a decoded map holds whatever came
    public Map<@Nullable Object, @Nullable Object> getMap(String name) {
        return (Map<@Nullable Object, @Nullable Object>) get(name, Map.class);
    }

    /**
     * The same fields under another action, for an answer or a relay that says what was said. The fields are copied as
     * they are encoded, not decoded: whatever a peer sent goes on exactly so.
     *
     * @param newAction the action of the new message
     * @return a new message; this one does not change
     */
    public Message withAction(String newAction) {
        Objects.requireNonNull(newAction, "newAction");
        PackReader reader = payloadReader();
        Fields.seek(reader, "action");
        int from = reader.position();
        reader.skip();
        Encoder encoder = Encoder.ofThread();
        PackWriter out = encoder.begin();
        try {
            out.writeRaw(frame, Encoder.HEADER_BYTES, from);
            out.writeString(newAction);
            out.writeRaw(frame, reader.position(), frame.length);
            out.endFrame();
            return new Message(out.toByteArray(), newAction, depth, flaw);
        } finally {
            encoder.end(out);
        }
    }

    /**
     * All of the fields as a record. The action is not compared: a record can be read from any message with its fields.
     *
     * @param type the record
     * @param <R> the record
     * @return the record
     * @throws InvalidMessageException if a field is missing or of the wrong type, or the record's constructor refuses it
     * @throws IllegalArgumentException if the record has a component that cannot be read from a message
     */
    public <R extends Record> R as(Class<R> type) {
        RecordBinding binding = RecordBinding.of(type);
        return type.cast(binding.decode(payloadReader(), action));
    }

    private @Nullable Object fields() {
        return Values.read(payloadReader());
    }

    /** All fields but the action. */
    Map<@Nullable Object, @Nullable Object> fieldsWithoutAction() {
        Map<@Nullable Object, @Nullable Object> fields =
                new LinkedHashMap<>((Map<?, ?>) Objects.requireNonNull(fields()));
        fields.remove("action");
        return fields;
    }

    private PackReader payloadReader() {
        return new PackReader().reset(frame, Encoder.HEADER_BYTES, frame.length);
    }

    /** A string of a payload; bytes that are no UTF-8 become U+FFFD. */
    static String text(byte[] array, int from, int to) {
        return new String(array, from, to - from, StandardCharsets.UTF_8);
    }

    /** Header and payload; never to be changed. */
    byte[] frame() {
        return frame;
    }

    int depth() {
        return depth;
    }

    /** What makes it impossible to pass this message on, or null: only a message that a client received can have one. */
    @Nullable String flaw() {
        return flaw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message
                && action.equals(message.action)
                && Values.equal(fields(), message.fields());
    }

    @Override
    public int hashCode() {
        return Values.hash(fields());
    }

    /** Action and fields, for people; a long value is cut short. */
    @Override
    public String toString() {
        return Printable.of(fields());
    }
}
