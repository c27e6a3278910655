package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.InvalidMessageException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;

/** What judging notes about fields is what looking for them finds. */
class FieldNotesTest {
    private static final String ACTION = "a6616374696f6e a474657374";

    record Point(int x, int y) {}

    record Shape(int x, Optional<Point> centre, @Nullable Shape next, Optional<String> name) {}

    record Anything(
            @Nullable Object field1,
            @Nullable Object field2,
            @Nullable Object field3,
            @Nullable Object field4) {}

    record Far(int f0, int f70, int f99) {}

    private final PayloadScan scan = new PayloadScan(32);
    private final PackReader reader = new PackReader();

    private FieldNotesTest() {
        scan.notes().ask();
    }

    /** Reads a message by the notes of its scan, and makes sure that it is the same without. */
    private Record decoded(Class<? extends Record> type, byte[] payload) {
        RecordBinding binding = RecordBinding.of(type);
        byte[] shifted = Bytes.concat(Bytes.hex("c1c1c1"), payload, Bytes.hex("c1c1"));
        assertThat(scan.scan(shifted, 3, 3 + payload.length)).isEqualTo(PayloadScan.Kind.MESSAGE);
        Record byNotes = binding.decode(reader.reset(scan), "test");
        Record byLooking = binding.decode(Bytes.reader(payload), "test");
        assertThat(encoded(byNotes)).isEqualTo(encoded(byLooking));
        return byNotes;
    }

    /** Records of arrays and NaNs are compared as what they are on the wire. */
    private static byte[] encoded(Record record) {
        return Bytes.written(writer -> RecordBinding.of(record.getClass()).encode(record, writer));
    }

    private Record decoded(Class<? extends Record> type, String hex) {
        return decoded(type, Bytes.hex(hex));
    }

    /** Where the values of these fields begin, as the notes have it. */
    private List<Integer> noted(byte[] payload, String... names) {
        scan.scan(payload, 0, payload.length);
        assertThat(scan.notes().areComplete()).isTrue();
        var slots = new FieldSlots();
        slots.open(names.length);
        scan.notes().fill(slots, new KeyTable(names), payload);
        return IntStream.range(0, names.length).mapToObj(slots::position).toList();
    }

    /** Where they begin, as {@link Fields} finds them; 0 where there is none. */
    private static List<Integer> found(byte[] payload, String... names) {
        var in = new PackReader();
        return Stream.of(names)
                .map(name -> Fields.seek(in.reset(payload, 0, payload.length), name) ? in.position() : 0)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areWhatAWalkFindsInRandomMessages(long seed) {
        var random = new RandomValues(seed);
        String[] names = {"field4", "field2", "field1", "field3", "other"};
        for (int i = 0; i < 500; i++) {
            Map<Object, @Nullable Object> message = random.message();
            byte[] payload = Bytes.written(writer -> Values.write(writer, message, "test"));

            assertThat(noted(payload, names)).isEqualTo(found(payload, names));
            decoded(Anything.class, payload);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a178 05 a179 06", "a179 06 a178 05", "d90178 05 da000179 06", "db0000000178 05 a179 06"})
    void knowAFieldInAnyOrderAndInEachFormOfItsName(String fields) {
        assertThat(decoded(Point.class, "83" + ACTION + fields)).isEqualTo(new Point(5, 6));
        assertThat(decoded(Point.class, "83" + fields + ACTION)).isEqualTo(new Point(5, 6));
    }

    @Test
    void ofEqualNamesTheLastCounts() {
        assertThat(decoded(Point.class, "85" + ACTION + "a178 01 a179 02 d90178 03 a178 04"))
                .isEqualTo(new Point(4, 2));
    }

    @Test
    void passOverWhatIsNoField() {
        String others = "01 05 c40178 05 c0 05 a0 05 a2787a 9305a17806 cb4029000000000000 05 d401ff 81a17807";

        assertThat(decoded(Point.class, "8a" + ACTION + others + "a178 01 a179 02"))
                .isEqualTo(new Point(1, 2));
    }

    @Test
    void aContainerAsANameIsPassedOverWithAllItHolds() {
        byte[] payload = Bytes.hex("83" + ACTION + "82 a178 05 a179 06 01 a178 91 91 07");

        assertThat(noted(payload, "x", "y")).isEqualTo(found(payload, "x", "y")).containsExactly(23, 0);
        assertThat(scan.flaw()).isEqualTo("a map is used as a map key");
    }

    @Test
    void areAboutTheOutermostMapAlone() {
        Shape shape = new Shape(
                1,
                Optional.of(new Point(2, 3)),
                new Shape(4, Optional.empty(), null, Optional.of("n")),
                Optional.empty());
        RecordBinding binding = RecordBinding.of(Shape.class);

        assertThat(decoded(Shape.class, Bytes.written(writer -> binding.encode(shape, writer))))
                .isEqualTo(shape);
    }

    @Test
    void aRecordInsideThatLacksAFieldDoesNotTakeItFromOutside() {
        byte[] payload = Bytes.hex("83" + ACTION + "a178 01" + "a663656e747265 81a17902");
        scan.scan(payload, 0, payload.length);
        RecordBinding binding = RecordBinding.of(Shape.class);

        assertThat(refusal(binding, reader.reset(scan)))
                .isEqualTo(refusal(binding, Bytes.reader(payload)))
                .contains("centre.x");
    }

    private static String refusal(RecordBinding binding, PackReader in) {
        try {
            return "no refusal: " + binding.decode(in, "test");
        } catch (InvalidMessageException invalid) {
            return String.valueOf(invalid.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 65, 100, 5_000})
    void areLeftAloneWhereThereAreTooMany(int fields) {
        byte[] payload = Bytes.packed(packer -> packFields(packer, fields));
        scan.scan(payload, 0, payload.length);

        assertThat(scan.notes().areComplete()).isEqualTo(fields <= FieldNotes.MOST_FIELDS);
        if (fields >= 100) {
            assertThat(decoded(Far.class, payload)).isEqualTo(new Far(0, 70, 99));
        }
    }

    private static void packFields(MessageBufferPacker packer, int fields) throws IOException {
        packer.packMapHeader(fields + 1).packString("action").packString("far");
        for (int i = 0; i < fields; i++) {
            packer.packString("f" + i).packInt(i);
        }
    }

    @Test
    void areMadeOnceSomebodyHasAskedAndFromTheNextPayloadOn() {
        var unasked = new PayloadScan(32);
        byte[] payload = Bytes.hex("82" + ACTION + "a178 01");
        unasked.scan(payload, 0, payload.length);
        assertThat(unasked.notes().areComplete()).isFalse();

        assertThat(new PackReader().reset(unasked).slots().notes()).isNull();
        assertThat(new PackReader().reset(unasked).slots().notes()).isNull();

        unasked.scan(payload, 0, payload.length);
        assertThat(new PackReader().reset(unasked).slots().notes()).isNotNull();
    }

    @Test
    void areNotThoseOfThePayloadBefore() {
        decoded(Point.class, "83" + ACTION + "a178 05 a179 06");
        byte[] shorter = Bytes.hex("82" + ACTION + "a178 07");

        assertThat(noted(shorter, "x", "y")).isEqualTo(found(shorter, "x", "y")).containsExactly(15, 0);
    }

    @Test
    void areForgottenByAReaderThatIsGivenOtherBytes() {
        decoded(Point.class, "83" + ACTION + "a178 05 a179 06");
        byte[] other = Bytes.hex("82 a179 08 a178 09");

        assertThat(RecordBinding.of(Point.class).decode(reader.reset(other, 0, other.length), "test"))
                .isEqualTo(new Point(9, 8));
    }
}
