package io.punctual.workflow.intake;

import java.util.List;

/** What became of each event of a batch, in its order. */
public record BatchReceipt(List<Receipt> items) {}
