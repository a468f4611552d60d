package base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that a mistyped one was probably meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest name by edits, if it is near enough to be a slip. */
  public static Optional<String> closest(String typed, Collection<String> known) {
    int most = Math.max(1, typed.length() / 4);
    return known.stream()
        .filter(it -> Math.abs(it.length() - typed.length()) <= most)
        .filter(it -> edits(typed, it) <= most)
        .min(Comparator.comparingInt((String it) -> edits(typed, it)).thenComparing(it -> it));
  }

  /** As the end of a sentence: {@code ; did you mean window.tick?}, or nothing. */
  public static String clause(String typed, Collection<String> known) {
    return closest(typed, known).map(it -> "; did you mean " + it + "?").orElse("");
  }

  /** Letters inserted, left out, replaced, or swapped with their neighbour. */
  private static int edits(String from, String to) {
    int[][] table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, from, to, i, j);
      }
    }
    return table[from.length()][to.length()];
  }

  private static int cheapest(int[][] table, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int replaced = table[i - 1][j - 1] + (same ? 0 : 1);
    int best = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
  }
}
