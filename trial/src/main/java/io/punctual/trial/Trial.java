package io.punctual.trial;

import io.punctual.workflow.PunctualWorkflow;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the packaged trial begins: like the workflow service, with its commands. */
@QuarkusMain(name = "trial")
public final class Trial {

    private Trial() {}

    /** Starts the service, or the command that the first argument names. */
    public static void main(String... args) {
        PunctualWorkflow.main(args);
    }
}
