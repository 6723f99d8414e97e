package io.punctual.workflow.intake;

/** Remembers sources that signed well and said what they may not say. */
interface RefusedSources {

    /** Takes down that the request at hand, or an event of its batch, was refused to this source. */
    void add(String source);
}
