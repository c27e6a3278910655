package dev.repod.benchmarks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Shows the tables as they come, and keeps them, with the rounds that they are made of, in files. */
final class Report {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm");

    private final Path text;
    private final Path raw;
    private final Path picture;
    private final List<String> lines = new ArrayList<>();
    private final List<String> rawLines = new ArrayList<>(List.of(ScenarioTable.rawHead()));

    /** The name tells what was run; the time is added to it. */
    Report(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        String stamped = name + "-" + LocalDateTime.now(ZoneOffset.UTC).format(STAMP) + "-jdk"
                + Runtime.version().feature();
        text = folder.resolve(stamped + ".txt");
        raw = folder.resolve(stamped + ".tsv");
        picture = folder.resolve(stamped + ".svg");
    }

    void add(List<String> table) throws IOException {
        table.forEach(System.out::println);
        System.out.println();
        lines.addAll(table);
        lines.add("");
        // After every table: what was measured is not lost when a long run is stopped.
        Files.write(text, lines);
    }

    void addRaw(List<String> rounds) throws IOException {
        rawLines.addAll(rounds);
        Files.write(raw, rawLines);
    }

    Path addPicture(String svg) throws IOException {
        return Files.writeString(picture, svg);
    }

    Path text() {
        return text;
    }
}
