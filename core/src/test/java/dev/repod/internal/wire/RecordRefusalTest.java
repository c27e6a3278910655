package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.Name;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that cannot be on the wire: they are refused when they are bound, with what to do. */
class RecordRefusalTest {
    private record Other(Date date) {}

    private record Iterables(Iterable<String> value) {}

    private record Collections2(Collection<String> value) {}

    private record Entries(Map.Entry<String, String> value) {}

    private record OptionalInts(OptionalInt value) {}

    private record Deep(List<Map<String, File>> value) {}

    private record ArrayOf(File[] value) {}

    private record AnyRecord(Record value) {}

    private record AnyEnum(Enum<?> value) {}

    private record Lists(java.util.ArrayList<String> value) {}

    private record Any(Number value) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                Other.class,
                Iterables.class,
                Collections2.class,
                Entries.class,
                OptionalInts.class,
                Deep.class,
                ArrayOf.class,
                AnyRecord.class,
                AnyEnum.class,
                Lists.class,
                Any.class,
            })
    void anUnsupportedTypeIsNamedWithThoseThatAreSupported(Class<? extends Record> type) {
        String component = type.getRecordComponents()[0].getName();

        assertThatThrownBy(() -> RecordBinding.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("record " + type.getName() + ", component " + component + ": type ")
                .hasMessageContaining("is not supported: use primitives");
        assertThatThrownBy(() -> RecordBinding.of(type))
                .as("refused each time")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record ListKeys(Map<List<String>, String> map) {}

    private record MapKeys(Map<Map<String, String>, String> map) {}

    private record RecordKeys(Map<ListKeys, String> map) {}

    private record ArrayKeys(Map<int[], String> map) {}

    private record BytesKeys(Map<byte[], String> map) {}

    private record OptionalKeys(Map<Optional<String>, String> map) {}

    private record InnerKeys(Optional<List<Map<List<String>, String>>> map) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                ListKeys.class,
                MapKeys.class,
                RecordKeys.class,
                ArrayKeys.class,
                BytesKeys.class,
                OptionalKeys.class,
                InnerKeys.class,
            })
    void aContainerIsNoKey(Class<? extends Record> type) {
        assertThatThrownBy(() -> RecordBinding.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be a map key: use a string");
    }

    private record Box<T>(T value) {}

    private record Boxes<T extends Number>(List<T> values) {}

    private record Arrays2<T>(T[] values) {}

    private record HoldsBox(Box<String> box) {}

    @ParameterizedTest
    @ValueSource(classes = {Box.class, Boxes.class, Arrays2.class, HoldsBox.class})
    void aTypeVariableIsRefusedWithAdvice(Class<? extends Record> type) {
        assertThatThrownBy(() -> RecordBinding.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type T is not known at run time: use Object");
    }

    @Test
    void twoComponentsOfOneWireNameAreRefused() {
        record Clash(int playerId, int player_id) {}
        record Renamed(int x, @Name("x") int y) {}

        assertThatThrownBy(() -> RecordBinding.of(Clash.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component player_id: another component is called player_id");
        assertThatThrownBy(() -> RecordBinding.of(Renamed.class)).hasMessageContaining("component y: another");
    }

    @Test
    void aComponentCalledActionIsRefused() {
        record Step(String action) {}
        record Renamed(@Name("action") String verb) {}
        record Fine(@Name("verb") String action) {}

        assertThatThrownBy(() -> RecordBinding.of(Step.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component action: 'action' is the record's own name");
        assertThatThrownBy(() -> RecordBinding.of(Renamed.class)).hasMessageContaining("use @Name");
        assertThat(RecordBinding.of(Fine.class)).isNotNull();
    }

    @Test
    void anEmptyNameIsRefused() {
        @Name("")
        record Nameless(int x) {}
        record Nothing(@Name("") int x) {}

        assertThatThrownBy(() -> RecordBinding.of(Nameless.class)).hasMessageContaining("@Name must not be empty");
        assertThatThrownBy(() -> RecordBinding.of(Nothing.class))
                .hasMessageContaining("component x: @Name must not be empty");
    }

    @Test
    void anOptionalOfAnOptionalIsRefused() {
        record Twice(Optional<Optional<String>> value) {}

        assertThatThrownBy(() -> RecordBinding.of(Twice.class)).hasMessageContaining("use a single Optional");
    }

    @Test
    void constantsOfOneWireNameAreRefused() {
        enum Clash {
            RED_TEAM,
            redTeam
        }
        record Join(Clash team) {}

        assertThatThrownBy(() -> RecordBinding.of(Join.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component team: enum ")
                .hasMessageContaining("two constants are called red_team");
    }

    private record Outer(List<Middle> list) {}

    private record Middle(Optional<Outer> outer, Set<Other> others) {}

    @Test
    void aRecordInsideIsLookedAtWhenTheOuterOneIsBound() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> RecordBinding.of(Outer.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("record " + Other.class.getName() + ", component date");
        }
        assertThatThrownBy(() -> RecordBinding.of(Middle.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theClassRecordItselfIsNoRecord() {
        assertThatThrownBy(() -> RecordBinding.of(Record.class)).hasMessage("java.lang.Record is not a record class");
    }

    /** A game in a module of its own, with a record that nobody else may see. */
    private static Class<? extends Record> recordInModule(Path folder, String directive) throws IOException {
        Files.createDirectories(folder.resolve("src/game"));
        Path info = Files.writeString(folder.resolve("src/module-info.java"), "module game {" + directive + "}");
        Path move = Files.writeString(
                folder.resolve("src/game/Move.java"), "package game; record Move(double x, String s) {}");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.resolve("out").toString(), info.toString(), move.toString());
        assertThat(result).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        var configuration =
                boot.configuration().resolve(ModuleFinder.of(folder.resolve("out")), ModuleFinder.of(), Set.of("game"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
        try {
            return layer.findLoader("game").loadClass("game.Move").asSubclass(Record.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRecordInAClosedPackageIsRefusedWithTheLineToAdd(@TempDir Path folder) throws IOException {
        Class<? extends Record> type = recordInModule(folder, "");

        assertThatThrownBy(() -> RecordBinding.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record game.Move")
                .hasMessageContaining("add `opens game to dev.repod;` to the module-info of game");
    }

    @Test
    void aRecordInAnOpenPackageOfAnotherModuleWorks(@TempDir Path folder) throws IOException {
        RecordBinding binding = RecordBinding.of(recordInModule(folder, "opens game;"));
        byte[] payload = Bytes.packed(packer -> packer.packMapHeader(2)
                .packString("s")
                .packString("a")
                .packString("x")
                .packInt(5));

        Record record = binding.decode(Bytes.reader(payload), "move");

        assertThat(record).hasToString("Move[x=5.0, s=a]");
        assertThat(Values.read(Bytes.reader(Bytes.written(writer -> binding.encode(record, writer)))))
                .isEqualTo(Map.of("action", "move", "x", 5.0, "s", "a"));
    }
}
