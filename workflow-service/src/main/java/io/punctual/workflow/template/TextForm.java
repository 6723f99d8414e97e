package io.punctual.workflow.template;

/** What a rendered text will be read as. */
public enum TextForm {
    /** Plain text and headers: values appear as they are. */
    PLAIN,
    /** HTML: values are escaped, what the firm wrote is not. */
    HTML
}
