package io.punctual.workflow.definition;

import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.IfLate;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Keep enums in the database by their public codes, not by what Java calls them. */
final class CodeConverters {
    private CodeConverters() {}

    /** Of {@link Trigger}. */
    @Converter(autoApply = true)
    static class OfTrigger implements AttributeConverter<Trigger, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Trigger value) {
            return value == null ? null : value.code();
        }

        @Override
        public @Nullable Trigger convertToEntityAttribute(@Nullable String code) {
            return code == null ? null : Trigger.of(code);
        }
    }

    /** Of {@link WorkflowStatus}. */
    @Converter(autoApply = true)
    static class OfWorkflowStatus implements AttributeConverter<WorkflowStatus, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable WorkflowStatus value) {
            return value == null ? null : value.code();
        }

        @Override
        public @Nullable WorkflowStatus convertToEntityAttribute(@Nullable String code) {
            return code == null ? null : WorkflowStatus.of(code);
        }
    }

    /** Of {@link IfLate}. */
    @Converter(autoApply = true)
    static class OfIfLate implements AttributeConverter<IfLate, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable IfLate value) {
            return value == null ? null : value.code();
        }

        @Override
        public @Nullable IfLate convertToEntityAttribute(@Nullable String code) {
            return code == null ? null : IfLate.of(code);
        }
    }

    /** Of {@link Recipient}. */
    @Converter(autoApply = true)
    static class OfRecipient implements AttributeConverter<Recipient, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Recipient value) {
            return value == null ? null : value.code();
        }

        @Override
        public @Nullable Recipient convertToEntityAttribute(@Nullable String code) {
            return code == null ? null : Recipient.of(code);
        }
    }
}
