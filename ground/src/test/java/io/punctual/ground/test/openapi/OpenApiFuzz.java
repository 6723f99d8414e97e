package io.punctual.ground.test.openapi;

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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
    private static final int FIRMS = 6;
    private static final int ROUNDS = 50;
    private static final int SHRINKING = 200;

    private final URI service;
    private final Description description;
    private final List<Operation> operations;
    private final Supplier<Target> targets;
    private final AnswerCheck check;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Integer, Integer>> seen = new ConcurrentHashMap<>();

    /**
     * @param document what {@code GET /q/openapi?format=json} answers
     * @param firms makes firms that nobody has touched
     * @param now the instant around which the times in requests lie
     */
    public OpenApiFuzz(URI service, String document, Supplier<FuzzFirm> firms, Instant now) {
        this.service = service;
        description = new Description(document);
        operations = description.operations();
        check = new AnswerCheck(description);
        targets = () -> new Target(firms.get(), description, now);
    }

    /**
     * Has every operation do what it is for, then attacks. The same seed makes nearly the same requests: answers and order play
     * a part.
     */
    public FuzzReport run(long seed, int requests) {
        operations.forEach(this::answers);
        Random first = new Random(seed);
        prove(first);
        Target target = targets.get();
        seed(target, first);
        AtomicInteger left = new AtomicInteger(requests);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + 1 + i);
                running.add(workers.submit(() -> attack(target, random, left)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The fuzz itself failed, seed " + seed, e.getCause());
        }
        return new FuzzReport(seed, requests, List.copyOf(failures.values()), new TreeMap<>(seen));
    }

    /**
     * Good requests alone, one at a time, in firms that nobody has touched, to every operation until it has done what it is for:
     * nothing is in its way there but the makings of its own requests. What makes or lists things goes on until all have, since
     * the others need ids; nothing is deleted before they have.
     */
    private void prove(Random random) {
        for (int firm = 0; firm < FIRMS && !allHaveDoneWell(); firm++) {
            Target target = targets.get();
            for (int round = 0; round < ROUNDS && !allHaveDoneWell(); round++) {
                for (Operation operation : operations) {
                    if (isStillToProve(operation)) {
                        send(target, target.good(operation, random));
                    }
                }
            }
        }
    }

    private boolean isStillToProve(Operation operation) {
        if (deletes(operation)) {
            return !hasDoneWell(operation) && operations.stream().allMatch(it -> deletes(it) || hasDoneWell(it));
        }
        return makesOrLists(operation) || !hasDoneWell(operation);
    }

    /** Calls everything that makes or lists things, so that the attack finds some. */
    private void seed(Target target, Random random) {
        for (int round = 0; round < SEEDING_ROUNDS; round++) {
            for (Operation operation : operations) {
                for (int i = 0; i < SEEDING_TRIES && makesOrLists(operation); i++) {
                    send(target, target.good(operation, random));
                }
            }
        }
    }

    private static boolean makesOrLists(Operation operation) {
        return !deletes(operation) && operation.parametersIn("path").isEmpty();
    }

    private static boolean deletes(Operation operation) {
        return operation.method().equals("DELETE");
    }

    private boolean allHaveDoneWell() {
        return operations.stream().allMatch(this::hasDoneWell);
    }

    private boolean hasDoneWell(Operation operation) {
        return answers(operation).keySet().stream().anyMatch(status -> status < 300);
    }

    private Map<Integer, Integer> answers(Operation operation) {
        return seen.computeIfAbsent(operation.toString(), any -> new ConcurrentSkipListMap<>());
    }

    private void attack(Target target, Random random, AtomicInteger left) {
        while (left.getAndDecrement() > 0) {
            send(target, target.any(Garbage.one(operations, random), random));
        }
    }

    private void send(Target target, FuzzRequest request) {
        HttpResponse<byte[]> answer = null;
        Optional<Complaint> complaint;
        try {
            answer = client.send(request.on(service), BodyHandlers.ofByteArray());
            complaint = check.complaint(request.operation(), answer);
            answers(request.operation()).merge(answer.statusCode(), 1, Integer::sum);
            target.learn(request, answer);
        } catch (IOException e) {
            complaint = Optional.of(new Complaint("no answer", e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        complaint.ifPresent(it -> failed(request, it));
    }

    private void failed(FuzzRequest request, Complaint complaint) {
        String kind = request.operation() + ": " + complaint.kind();
        if (failures.size() < FuzzReport.SHOWN && failures.putIfAbsent(kind, kind) == null) {
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
