package io.pulsegate;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that was said to anybody: how much of it, and what was not for his ears. */
final class Heard {

    private final List<String> words;
    private final AtomicLong all = new AtomicLong();
    private final AtomicLong own = new AtomicLong();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    /** Each of these is in every text of one organisation, and in no other's. */
    Heard(List<String> words) {
        this.words = words;
    }

    /** Whose own word this is heard this text. */
    void here(String word, String text) {
        all.incrementAndGet();
        if (text.contains(word)) {
            own.incrementAndGet();
        }
        words.stream()
                .filter(other -> !other.equals(word) && text.contains(other))
                .forEach(other -> leaks.add(word + " heard " + text));
    }

    long all() {
        return all.get();
    }

    /** Those that held the word of who asked: without them, silence would pass for secrecy. */
    long own() {
        return own.get();
    }

    Queue<String> leaks() {
        return leaks;
    }
}
