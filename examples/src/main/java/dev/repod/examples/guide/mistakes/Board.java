package dev.repod.examples.guide.mistakes;

import dev.repod.Channel;
import dev.repod.ConnectionListener;
import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;

// docs: rules
record Place(int column, int row) {
    Place {
        if (column < 0 || column > 7 || row < 0 || row > 7) {
            throw new IllegalArgumentException("the board has 8 columns and 8 rows");
        }
    }
}

class Seat extends Channel<Board> {
    @On
    void place(Place place) {
        if (server().turn != id()) {
            throw new InvalidMessageException("it is not your turn");
        }
        server().sendToAll(Message.of("placed", "player", id(), "column", place.column(), "row", place.row()));
    }

    @On
    void inspect(Message question) {
        if (question.getInt("player") != id()) {
            throw new InvalidMessageException("that is another player's hand");
        }
        send(Message.of("hand", "cards", server().cardsOf(id())));
    }
}
// end docs

// docs: on-error
class CarefulSeat extends Seat {
    private int failures;

    @Override
    protected void onError(Throwable error) {
        super.onError(error); // writes the log: stack trace, action, address, error id
        failures++;
        if (failures == 3) {
            kick("something is wrong with this seat, please join again");
        }
    }
}
// end docs

class Board extends Server<CarefulSeat> {
    volatile int turn = 1;

    Board(ServerOptions options) {
        super(CarefulSeat::new, options);
    }

    String cardsOf(int seat) {
        throw new IllegalStateException("the deck of seat " + seat + " is missing from table cards_v2");
    }
}

// docs: client
class Hand extends ConnectionListener {
    String notice = "";

    @On
    void error(Message error) {
        notice = error.getString("message");
        if (error.has("error_id")) {
            notice += " (report this number: " + error.getString("error_id") + ")";
        }
    }
}
// end docs
