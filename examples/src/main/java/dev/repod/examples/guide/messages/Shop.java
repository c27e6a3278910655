package dev.repod.examples.guide.messages;

import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.Name;
import dev.repod.Wire;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

// docs: record
record PlayerJoined(int playerId, String nickname, Team team) {}

enum Team {
    RED_TEAM,
    BLUE_TEAM
}
// end docs

// docs: names
@Name("pos")
record Position(@Name("px") double x, @Name("py") double y) {}
// end docs

// docs: optional
record Chat(String text, Optional<String> to, @Nullable Integer colour) {}
// end docs

// docs: check
record Buy(String item, int count) {
    Buy {
        if (item.isBlank()) {
            throw new IllegalArgumentException("an item has a name");
        }
        if (count < 1 || count > 99) {
            throw new IllegalArgumentException("count must be 1 to 99");
        }
    }
}
// end docs

// docs: components
record Point(int x, int y) {}

record World(
        List<Point> trees,
        Map<Integer, String> names,
        Set<Team> playing,
        byte[] map,
        double[] heights,
        Instant savedAt,
        Object anything) {}
// end docs

final class Shop {
    private Shop() {}

    static Message built() {
        // docs: message
        Message move = Message.of("move", "x", 10, "y", 20, "path", List.of("north", "east"));
        int x = move.getInt("x");
        double y = move.getDouble("y"); // an integer is a number too
        boolean isJump = move.has("jump") && move.getBoolean("jump");
        List<?> path = move.getList("path");
        // end docs
        return Message.of("summary", "x", x, "y", y, "jump", isJump, "path", path);
    }

    static void refused() {
        // docs: getters
        Message move = Message.of("move", "x", "ten");
        try {
            move.getInt("x");
        } catch (InvalidMessageException mistake) {
            System.out.println(mistake.getMessage()); // invalid move: x: expected an integer, found a string
        }
        // end docs
    }

    static Buy converted() {
        // docs: convert
        Message message = Message.from(new Buy("rope", 2)); // {"action":"buy","item":"rope","count":2}
        Buy buy = message.as(Buy.class);
        Point corner = Message.of("spawn", "at", new Point(3, 4)).get("at", Point.class);
        // end docs
        return new Buy(buy.item(), corner.x());
    }

    static @Nullable Message wired(Message message) {
        // docs: wire
        byte[] frame = Wire.encode(message);
        Message same = Wire.readMessage(ByteBuffer.wrap(frame));
        // end docs
        return same;
    }
}
