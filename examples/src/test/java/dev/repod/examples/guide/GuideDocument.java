package dev.repod.examples.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One Markdown file, cut into what the build can check.
 *
 * @param file where it is
 * @param lines all of it
 */
record GuideDocument(Path file, List<String> lines) {
    private static final Pattern SAMPLE = Pattern.compile("<!-- sample: (\\S+) -->");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param language the word behind the fence, may be empty
     * @param sample what the comment above it names, or null
     * @param first the index of its first line in the document
     * @param lines what is between the fences
     */
    record Block(String language, @Nullable String sample, int first, List<String> lines) {}

    static GuideDocument read(Path file) throws IOException {
        return new GuideDocument(file, Files.readAllLines(file));
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int first = i + 1;
                for (i = first; i < lines.size() && !lines.get(i).equals("```"); ) {
                    i++;
                }
                String language = lines.get(first - 1).substring(3).strip();
                blocks.add(new Block(language, sampleAbove(first - 1), first, List.copyOf(lines.subList(first, i))));
            }
        }
        return blocks;
    }

    private @Nullable String sampleAbove(int fence) {
        if (fence == 0) {
            return null;
        }
        Matcher comment = SAMPLE.matcher(lines.get(fence - 1).strip());
        return comment.matches() ? comment.group(1) : null;
    }

    /** The targets of links and images that lead to files, without what follows a {@code #}. */
    List<String> linkedFiles() {
        List<String> targets = new ArrayList<>();
        for (String line : withoutBlocks()) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.contains("://")) {
                    targets.add(target);
                }
            }
        }
        return targets;
    }

    private List<String> withoutBlocks() {
        List<String> text = new ArrayList<>(lines);
        blocks().forEach(block -> {
            for (int i = block.first(); i < block.first() + block.lines().size(); i++) {
                text.set(i, "");
            }
        });
        return text;
    }

    /** The commands in the blocks that are marked {@code sh}, each in one line, without comments. */
    List<String> shellCommands() {
        return blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block ->
                        String.join("\n", block.lines()).replace("\\\n", " ").lines())
                .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The document with other lines in one of its blocks. */
    GuideDocument with(Block block, List<String> newLines) {
        List<String> changed = new ArrayList<>(lines.subList(0, block.first()));
        changed.addAll(newLines);
        changed.addAll(lines.subList(block.first() + block.lines().size(), lines.size()));
        return new GuideDocument(file, changed);
    }

    void write() throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
