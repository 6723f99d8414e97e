package io.punctual.local.inbox;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The inbox's pages. Everything that comes from a mail is escaped here. */
final class InboxHtml {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.UK).withZone(ZoneId.systemDefault());

    private InboxHtml() {}

    /**
     * The whole list.
     *
     * @param taken how many mails have arrived so far: what the script compares to notice a new one
     */
    static String list(List<Mail> newestFirst, long taken) {
        return page("Inbox", """
                <header>
                  <h1>Inbox</h1>
                  <p>Every mail that Punctual sends on this machine ends here; none leaves it.
                     <a href="/api/messages">As JSON</a></p>
                </header>
                <p id="news" class="quiet" role="status" aria-live="polite"></p>
                <div id="rows">%s</div>
                <script src="/inbox.js" defer></script>""".formatted(rows(newestFirst, taken)));
    }

    /** The list without its page, for the script to put in place. */
    static String rows(List<Mail> newestFirst, long taken) {
        if (newestFirst.isEmpty()) {
            return """
                    <div data-taken="%d"><p class="empty">No mail yet. This page shows new mail by itself.</p></div>""".formatted(taken);
        }
        return """
                <ol class="mails" data-taken="%d" reversed>
                %s
                </ol>""".formatted(taken, newestFirst.stream().map(InboxHtml::row).collect(Collectors.joining("\n")));
    }

    private static String row(Mail mail) {
        return """
                <li><a href="/messages/%d">
                  <span class="subject">%s</span>
                  <span class="to">to %s</span>
                  <time datetime="%s">%s</time>
                </a></li>""".formatted(
                        mail.id(),
                        escape(mail.subject().isBlank() ? "(no subject)" : mail.subject()),
                        escape(String.join(", ", mail.to())),
                        mail.receivedAt(),
                        TIME.format(mail.receivedAt()));
    }

    /** One mail. */
    static String message(Mail mail) {
        String subject = mail.subject().isBlank() ? "(no subject)" : mail.subject();
        StringBuilder body = new StringBuilder();
        if (!mail.text().isBlank()) {
            body.append("<section aria-label=\"Text\"><pre class=\"text\">")
                    .append(escape(mail.text()))
                    .append("</pre></section>\n");
        }
        if (!mail.html().isBlank()) {
            body.append("<section><h2>HTML</h2>")
                    .append("<iframe sandbox title=\"HTML body of this mail\" src=\"/messages/")
                    .append(mail.id())
                    .append("/html\"></iframe></section>\n");
        }
        for (Mail.Attachment attachment : mail.attachments()) {
            body.append(attachment(attachment));
        }
        return page(subject, """
                <nav><a id="back" href="/">Inbox</a></nav>
                <article>
                <header>
                  <h1>%s</h1>
                  <dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Received</dt><dd><time datetime="%s">%s</time></dd></dl>
                </header>
                %s
                <details><summary>All headers</summary><dl class="headers">%s</dl></details>
                </article>
                <script src="/inbox.js" defer></script>""".formatted(
                        escape(subject),
                        escape(mail.headers().getOrDefault("From", mail.from())),
                        escape(String.join(", ", mail.to())),
                        mail.receivedAt(),
                        TIME.format(mail.receivedAt()),
                        body,
                        headers(mail.headers())));
    }

    private static String attachment(Mail.Attachment attachment) {
        String name = attachment.filename().isBlank() ? "(unnamed)" : attachment.filename();
        String content = attachment.encoding().equals("text")
                ? "<pre>" + escape(attachment.content()) + "</pre>"
                : "<p class=\"quiet\">Not text; its content is in the JSON.</p>";
        return "<details><summary>Attachment: " + escape(name) + " <span class=\"quiet\">"
                + escape(attachment.contentType()) + "</span></summary>" + content + "</details>\n";
    }

    private static String headers(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> "<dt>" + escape(header.getKey()) + "</dt><dd>" + escape(header.getValue()) + "</dd>")
                .collect(Collectors.joining());
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - Punctual inbox</title>
                <link rel="stylesheet" href="/inbox.css">
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(escape(title), body);
    }

    /** Text as it may stand in an element or in a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
