package io.punctual.ground.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.test.openapi.AnswerCheck.Complaint;
import io.punctual.ground.test.openapi.Description.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends thousands of requests to a running service, made from the document that it publishes, so that a new operation is attacked
 * the day it appears: good ones, nearly good ones and garbage, by every caller. Every answer has to be documented, in status,
 * media type and body, must not be a 5xx, must show nothing of the inside, and must come.
 */
public final class OpenApiFuzz {
    private static final int CLIENTS = 4;
    private static final int SEEDING_ROUNDS = 3;
    private static final int SEEDING_TRIES = 12;
    private static final int PATIENCE = 150;
    private static final int SHOWN = 25;
    private static final int SHRINKING = 200;

    private final URI service;
    private final List<Operation> operations;
    private final Names names = new Names();
    private final RequestMaker maker;
    private final AnswerCheck check;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Integer, Integer>> seen = new ConcurrentHashMap<>();

    /**
     * What came of it.
     *
     * @param failures each with the request as curl, made as small as it could be
     * @param seen how often each operation answered which status
     */
    public record Report(long seed, int requests, List<String> failures, Map<String, Map<Integer, Integer>> seen) {

        private List<String> neverWell() {
            return seen.entrySet().stream()
                    .filter(entry -> entry.getValue().keySet().stream().noneMatch(status -> status < 300))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** Fails where an answer was wrong, or where an operation was never seen to do what it is for. */
        public void assertSound() {
            assertThat(failures).as("answers, in " + this).isEmpty();
            assertThat(neverWell())
                    .as("operations that never answered 2xx, in " + this)
                    .isEmpty();
        }

        /** For people. */
        @Override
        public String toString() {
            return requests + " requests, seed " + seed
                    + seen.entrySet().stream()
                            .map(entry -> "\n  " + entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining())
                    + failures.stream()
                            .limit(SHOWN)
                            .map(failure -> "\n\n" + failure)
                            .collect(Collectors.joining());
        }
    }

    /**
     * @param document what {@code GET /q/openapi?format=json} answers
     * @param callers everybody who may call, each role and none
     * @param now the instant around which the times in requests lie
     */
    public OpenApiFuzz(URI service, String document, List<FuzzCaller> callers, Instant now) {
        this.service = service;
        Description description = new Description(document);
        operations = description.operations();
        maker = new RequestMaker(description, names, callers, now);
        check = new AnswerCheck(description);
    }

    /** Names the one thing of its kind that requests are about ({@code firm}). */
    public OpenApiFuzz knowing(String kind, String id) {
        names.fix(kind, id);
        return this;
    }

    /** Makes some things first, then attacks. The same seed makes nearly the same requests: answers and order play a part. */
    public Report run(long seed, int requests) {
        operations.forEach(this::answers);
        seed(new Random(seed));
        AtomicInteger left = new AtomicInteger(requests);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + 1 + i);
                running.add(workers.submit(() -> attack(random, left)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The fuzz itself failed, seed " + seed, e.getCause());
        }
        insist(new Random(-seed));
        return new Report(seed, requests, List.copyOf(failures.values()), new TreeMap<>(seen));
    }

    /** Calls everything that makes or lists things until each did, in an order that the ids they need work out. */
    private void seed(Random random) {
        for (int round = 0; round < SEEDING_ROUNDS; round++) {
            for (Operation operation : operations) {
                if (Set.of("POST", "GET").contains(operation.method())
                        && operation.parametersIn("path").isEmpty()) {
                    for (int i = 0; i < SEEDING_TRIES; i++) {
                        send(maker.good(operation, random));
                    }
                }
            }
        }
    }

    /** What never did what it is for, because chance or what others deleted was against it, gets good requests alone. */
    private void insist(Random random) {
        for (Operation operation : operations) {
            for (int i = 0; i < PATIENCE && !hasDoneWell(operation); i++) {
                if (i % SEEDING_TRIES == SEEDING_TRIES - 1) {
                    seed(random);
                }
                send(maker.good(operation, random));
            }
        }
    }

    private boolean hasDoneWell(Operation operation) {
        return answers(operation).keySet().stream().anyMatch(status -> status < 300);
    }

    private Map<Integer, Integer> answers(Operation operation) {
        return seen.computeIfAbsent(operation.toString(), any -> new ConcurrentSkipListMap<>());
    }

    private void attack(Random random, AtomicInteger left) {
        while (left.getAndDecrement() > 0) {
            send(maker.any(Garbage.one(operations, random), random));
        }
    }

    private void send(FuzzRequest request) {
        HttpResponse<byte[]> answer = null;
        Optional<Complaint> complaint;
        try {
            answer = client.send(request.on(service), BodyHandlers.ofByteArray());
            complaint = check.complaint(request.operation(), answer);
            learn(request, answer);
        } catch (IOException e) {
            complaint = Optional.of(new Complaint("no answer", e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        complaint.ifPresent(it -> failed(request, it));
    }

    private void learn(FuzzRequest request, HttpResponse<byte[]> answer) {
        Operation operation = request.operation();
        answers(operation).merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() >= 300 || request.caller().stranger()) {
            return;
        }
        maker.learnWelcome(operation, request.caller());
        answer.headers().firstValue("ETag").ifPresent(names::learnEtag);
        String fixed = operation.path().replaceAll("/\\{.*", "");
        String kind = Names.kindOf(fixed.substring(fixed.lastIndexOf('/') + 1));
        learn(kind, answer.body());
        learn(kind, request.body());
    }

    private void learn(String kind, byte @Nullable [] body) {
        try {
            JsonNode json = body == null ? null : new ObjectMapper().readTree(body);
            if (json != null) {
                names.learnAll(kind, json);
            }
        } catch (IOException e) {
            // Nothing to learn from what is no JSON.
        }
    }

    private void failed(FuzzRequest request, Complaint complaint) {
        String kind = request.operation() + ": " + complaint.kind();
        if (failures.size() < SHOWN && failures.putIfAbsent(kind, kind) == null) {
            FuzzRequest smallest = smallest(request, complaint.kind());
            failures.put(kind, kind + "\n" + complaint.text() + "\n" + smallest.asCurl());
        }
    }

    private FuzzRequest smallest(FuzzRequest failing, String kind) {
        FuzzRequest smallest = failing;
        int tries = SHRINKING;
        boolean shrunk = !kind.equals("no answer");
        while (shrunk) {
            shrunk = false;
            for (FuzzRequest simpler : smallest.simpler()) {
                if (tries-- > 0 && kind.equals(kindOf(simpler))) {
                    smallest = simpler;
                    shrunk = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private @Nullable String kindOf(FuzzRequest request) {
        try {
            HttpRequest sent = request.on(service);
            return check.complaint(request.operation(), client.send(sent, BodyHandlers.ofByteArray()))
                    .map(Complaint::kind)
                    .orElse(null);
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
