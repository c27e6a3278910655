package dev.repod.testkit.chaos;

import dev.repod.Admission;
import dev.repod.Applicant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** An authenticator that accepts most, refuses some, fails, and answers some questions late or never. */
final class Doorkeeper {
    private final Ledger ledger;
    private final RandomGenerator random;
    private final List<CompletableFuture<Admission>> questions = new ArrayList<>();

    Doorkeeper(Ledger ledger, RandomGenerator random) {
        this.ledger = ledger;
        this.random = random;
    }

    CompletableFuture<Admission> vet(Applicant applicant) {
        return switch (random.nextInt(12)) {
            case 0 -> CompletableFuture.completedFuture(Admission.refuse("not you"));
            case 1 -> CompletableFuture.failedFuture(new Mischief("authenticator"));
            case 2 -> throw new Mischief("authenticator");
            case 3, 4 -> later();
            default -> CompletableFuture.completedFuture(anyone());
        };
    }

    private CompletableFuture<Admission> later() {
        CompletableFuture<Admission> question = new CompletableFuture<>();
        questions.add(question);
        return question;
    }

    /** To whoever waits still, and to those who have gone. */
    void answerAll() {
        questions.forEach(question -> question.complete(anyone()));
        ledger.count("late answer", questions.size());
        questions.clear();
    }

    /** Few enough that some come twice, and the first of them has to go. */
    private Admission anyone() {
        return Admission.accept("principal " + random.nextInt(20));
    }
}
