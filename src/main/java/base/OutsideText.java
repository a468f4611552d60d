package base;

/** Text that a stranger wrote, made fit for a log, a journal and a terminal. */
public final class OutsideText {
  private static final int LONGEST = 300;

  private OutsideText() {}

  /** On one line, without control characters, and cut off where it goes on too long. */
  public static String clean(String text) {
    String begin = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return begin.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]", "?");
  }
}
