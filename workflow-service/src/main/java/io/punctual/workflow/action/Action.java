package io.punctual.workflow.action;

/** One kind of thing a step can do, with its configuration as checked on save. */
public sealed interface Action permits SendEmail {}
