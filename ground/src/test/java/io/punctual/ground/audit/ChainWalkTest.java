package io.punctual.ground.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainWalkTest {
    private static final UUID FIRM = new UUID(1, 1);
    private static final Instant AT = Instant.parse("2026-11-24T09:00:00.123456Z");

    private record Stored(Link link, ChainedEvent event) {}

    private final List<Stored> chain = chain(10);
    private final Link head = chain.getLast().link();

    @Test
    void anUntouchedChainIsWhole() {
        assertThat(fault(Link.BEGIN, chain, head)).isNull();
        assertThat(fault(Link.BEGIN, List.of(), Link.BEGIN)).isNull();
    }

    @Test
    void aChainIsWholeFromItsAnchorOn() {
        assertThat(fault(chain.get(3).link(), chain.subList(4, 10), head)).isNull();
        assertThat(fault(head, List.of(), head)).isNull();
        assertThat(fault(chain.get(2).link(), chain.subList(4, 10), head)).isEqualTo(new ChainFault(4, "missing"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 9})
    void whateverEventIsTakenAwayIsMissed(int at) {
        chain.remove(at);
        assertThat(fault(Link.BEGIN, chain, head)).isEqualTo(new ChainFault(at + 1, "missing"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 9})
    void whateverEventSaysSomethingElseIsFound(int at) {
        chain.set(at, new Stored(chain.get(at).link(), event(99)));
        assertThat(fault(Link.BEGIN, chain, head)).isEqualTo(new ChainFault(at + 1, "changed"));
    }

    @Test
    void eventsThatChangedPlacesAreFound() {
        Stored third = chain.get(2);
        Stored fifth = chain.get(4);
        chain.set(2, new Stored(third.link(), fifth.event()));
        chain.set(4, new Stored(fifth.link(), third.event()));
        assertThat(fault(Link.BEGIN, chain, head)).isEqualTo(new ChainFault(3, "changed"));
    }

    @Test
    void aChainWrittenAnewDiffersFromItsHead() {
        Link at = chain.get(4).link();
        for (int i = 5; i < 10; i++) {
            ChainedEvent other = event(100 + i);
            at = at.next(other.digest());
            chain.set(i, new Stored(at, other));
        }
        assertThat(fault(Link.BEGIN, chain, head)).isEqualTo(new ChainFault(10, "head_differs"));
    }

    @Test
    void anEventBesideTheHeadIsFound() {
        Link after = head.next(event(11).digest());
        chain.add(new Stored(after, event(11)));
        assertThat(fault(Link.BEGIN, chain, head)).isEqualTo(new ChainFault(11, "not_in_head"));
        assertThat(fault(Link.BEGIN, chain, Link.BEGIN)).isEqualTo(new ChainFault(1, "not_in_head"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,"b":[2,"x"]}  | {"b": [2, "x"], "a": 1.0}
            {"a":100.5}          | {"a":1.005e2}
            {"n":0.1}            | {"n":0.10}
            {"t":"é"}            | {"t":"\\u00e9"}
            """)
    void theDigestDoesNotDependOnHowTheDatabaseSpellsMetadata(String written, String read) {
        assertThat(event("a", "b", written).digest())
                .isEqualTo(event("a", "b", read).digest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b | c
            a   | b,c
            a","b | c
            """)
    void noTwoEventsShareAnEncoding(String objectType, String objectId) {
        assertThat(event(objectType, objectId, "{}").digest())
                .isNotEqualTo(event("a", "b\",\"c", "{}").digest());
    }

    private static @Nullable ChainFault fault(Link anchor, List<Stored> events, Link head) {
        ChainWalk walk = new ChainWalk(anchor);
        events.forEach(stored -> walk.step(stored.link(), stored.event()));
        walk.end(head);
        return walk.fault().orElse(null);
    }

    private static List<Stored> chain(int length) {
        List<Stored> chain = new ArrayList<>();
        Link at = Link.BEGIN;
        for (int i = 1; i <= length; i++) {
            ChainedEvent event = event(i);
            at = at.next(event.digest());
            chain.add(new Stored(at, event));
        }
        return chain;
    }

    private static ChainedEvent event(int number) {
        return new ChainedEvent(
                FIRM,
                new UUID(2, number),
                "thing_changed",
                "thing",
                "t" + number,
                "staff@acme",
                AT,
                "{\"n\":" + number + "}");
    }

    private static ChainedEvent event(String objectType, String objectId, String metadata) {
        return new ChainedEvent(
                FIRM, new UUID(2, 1), "thing_changed", objectType, objectId, "staff@acme", AT, metadata);
    }
}
