package io.punctual.ground.audit;

/** Makes text of others fit for the trail. */
final class Texts {
    private Texts() {}

    /** At most so many characters, without control characters and halves of characters, which the database does not keep. */
    static String bounded(String text, int longest) {
        StringBuilder fit = new StringBuilder(Math.min(text.length(), longest));
        text.codePoints()
                .limit(longest)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
                .forEach(fit::appendCodePoint);
        return fit.toString();
    }
}
