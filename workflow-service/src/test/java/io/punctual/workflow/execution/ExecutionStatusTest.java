package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionStatusTest {

    @Test
    void completedIsFinal() {
        assertThat(ExecutionStatus.COMPLETED.next()).isEmpty();
    }

    @Test
    void whatEndedOtherwiseLeavesByManualRetryAlone() {
        assertThat(ExecutionStatus.SKIPPED.next()).containsExactly(ExecutionStatus.PENDING);
        assertThat(ExecutionStatus.FAILED.next()).containsExactly(ExecutionStatus.PENDING);
        assertThat(ExecutionStatus.CANCELLED.next()).containsExactly(ExecutionStatus.PENDING);
    }

    @Test
    void onlyWhatWaitsStarts() {
        assertThat(ExecutionStatus.values())
                .filteredOn(status -> status.next().contains(ExecutionStatus.EXECUTING))
                .containsExactly(ExecutionStatus.PENDING);
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonExplainsOneStatusAndReadsBack(Reason reason) {
        assertThat(reason.status()).isIn(ExecutionStatus.CANCELLED, ExecutionStatus.SKIPPED);
        assertThat(Reason.of(reason.code())).isEqualTo(reason);
    }
}
