package io.punctual.appointments.outbox;

import java.util.List;

/** What came of one try to deliver several events at once. */
sealed interface BatchAnswer {

    /** The receiver looked at each event; one answer for each, in their order. */
    record Each(List<Answer> answers) implements BatchAnswer {}

    /** The receiver does not take batches, and has said nothing about the events. */
    record NotOffered(int status) implements BatchAnswer {}

    /** The receiver does not take that much at once, and has said nothing about the events. */
    record TooLarge() implements BatchAnswer {}

    /** The request failed, and every event with it. */
    record Failed(Answer.Failed failure) implements BatchAnswer {}
}
