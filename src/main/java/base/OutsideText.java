package base;

/** Text that a stranger wrote, made fit for a log, a journal and a terminal. */
public final class OutsideText {
  private static final String HIDDEN = "(hidden)";

  /** Characters that a log line gives to one stranger's sentence. */
  private static final int LONGEST = 300;

  /** Characters that a message of ours may have with such sentences in it. */
  private static final int LONGEST_MESSAGE = 2_000;

  /** What begins a new line, steers a terminal, turns the direction of reading, or is not seen. */
  public static final String CONTROL = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]";

  private OutsideText() {}

  /** On one line, without control characters, and cut off where it goes on too long. */
  public static String clean(String text) {
    return shorten(text, LONGEST).replaceAll(CONTROL, "?");
  }

  /** The same for a message of ours that quotes strangers. */
  public static String cleanMessage(String text) {
    return shorten(text, LONGEST_MESSAGE).replaceAll(CONTROL, "?");
  }

  /** The same for a message of ours that has several lines. */
  public static String cleanLines(String text) {
    return shorten(text, LONGEST_MESSAGE * 10).replaceAll("[" + CONTROL + "&&[^\\n]]", "?");
  }

  private static String shorten(String given, int longest) {
    String text = String.valueOf(given);
    return text.length() > longest ? text.substring(0, longest) + "..." : text;
  }

  /** An address, or a list, as it may be shown: without user, password, query and token. */
  public static String hideSecrets(String address) {
    return address
        .replaceAll("(?<=://)[^/@\\s,]+@", HIDDEN + "@")
        .replaceAll("(:[^?\\s,]*\\?)[^\\s]+", "$1" + HIDDEN)
        .replaceAll("(?<=[^:/]/)(?=[^/\\s,]*\\d)[A-Za-z0-9_-]{16,}", HIDDEN);
  }
}
