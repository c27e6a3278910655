package dev.repod.examples.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a sample in a document comes from: a source file, or the region of that name in it. A region stands between
 * {@code // docs: name} and {@code // end docs}; several of one name are one sample, in their order.
 *
 * @param file relative to the repository
 * @param region its name; empty means the whole file below its package line
 */
record SampleSource(String file, String region) {
    /** Reads what stands in a document: {@code path/to/File.java} or {@code path/to/File.java#region}. */
    static SampleSource of(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0
                ? new SampleSource(reference, "")
                : new SampleSource(reference.substring(0, hash), reference.substring(hash + 1));
    }

    /** The lines of the sample, without the indentation that they have in common. */
    List<String> read(Path repository) throws IOException {
        List<String> lines = Files.readAllLines(repository.resolve(file));
        return region.isEmpty() ? belowPackage(lines) : ofRegion(lines);
    }

    private static List<String> belowPackage(List<String> lines) {
        List<String> kept = new ArrayList<>(lines);
        while (!kept.isEmpty() && (kept.get(0).isBlank() || kept.get(0).startsWith("package "))) {
            kept.remove(0);
        }
        kept.removeIf(SampleSource::isMarker);
        return kept;
    }

    private List<String> ofRegion(List<String> lines) {
        List<String> sample = new ArrayList<>();
        List<String> part = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (inside && line.strip().equals("// end docs")) {
                sample.addAll(withoutIndentation(part));
                part.clear();
                inside = false;
            } else if (inside) {
                part.add(line);
            } else {
                inside = line.strip().equals("// docs: " + region);
            }
        }
        if (sample.isEmpty() || inside) {
            throw new IllegalArgumentException(
                    file + " has no region \"" + region + "\" from // docs: " + region + " to // end docs");
        }
        return sample;
    }

    private static boolean isMarker(String line) {
        String text = line.strip();
        return text.startsWith("// docs: ") || text.equals("// end docs") || text.startsWith("// spotless:");
    }

    private static List<String> withoutIndentation(List<String> lines) {
        return String.join("\n", lines).stripIndent().lines().toList();
    }
}
