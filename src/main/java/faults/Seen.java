package faults;

import devnet.Judge.Attempt;
import devnet.Judge.NonceRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one window ended.
 *
 * @param truth the network's own record
 * @param told the worker's, null if it says nothing about the window
 * @param exit the worker's exit code, if it has ended by itself
 */
record Seen(NonceRecord truth, Told told, OptionalInt exit) {
  private static final int WORDS = 90;

  boolean hit() {
    return truth.accepted().size() == 1;
  }

  /** Transactions with a payload for the window that a block included. */
  int attempts() {
    return truth.attempts().size();
  }

  /** What they cost together, in uallo. */
  BigInteger fees() {
    return truth.attempts().stream().map(Attempt::fee).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Blocks from the opening to the block that holds the inference. */
  long delay() {
    return truth.accepted().get(0).height() - truth.nonce();
  }

  /** Chain time of the same, in seconds. */
  double seconds() {
    Attempt first = truth.accepted().get(0);
    return Duration.between(truth.openedAt(), first.at()).toMillis() / 1000.0;
  }

  /** What the worker's record says that is not so, if anything. */
  Optional<String> lie() {
    if (told == null) {
      // one that had ended by then cannot have seen the window
      return exit.isPresent() ? Optional.empty() : Optional.of("is not there");
    }
    boolean so =
        switch (told.state()) {
          case "accepted" -> truth.accepted().stream().anyMatch(this::same);
          case "included_rejected" -> !hit() && truth.attempts().stream().anyMatch(Seen::failed);
          case "accepted_missing" -> !hit() && !truth.attempts().stream().allMatch(Seen::failed);
          default -> truth.accepted().isEmpty();
        };
    return so ? Optional.empty() : Optional.of("says " + told.state() + " " + told.value());
  }

  private static boolean failed(Attempt attempt) {
    return attempt.code() != 0;
  }

  private boolean same(Attempt stored) {
    return new BigDecimal(told.value()).compareTo(new BigDecimal(stored.value())) == 0
        && stored.hash().equalsIgnoreCase(told.hash());
  }

  @Override
  public String toString() {
    String hit = hit() ? "hit at block +" + delay() : "no hit";
    String row = told == null ? "no row" : "row " + told.state() + reason();
    String end = exit.isPresent() ? ", exit code " + exit.getAsInt() : "";
    return hit + ", " + attempts() + " included, " + row + end;
  }

  private String reason() {
    if (told.reason() == null) {
      return "";
    }
    String why = told.why() == null ? "" : told.why().replace('\n', ' ');
    return " " + told.reason() + " (" + why.substring(0, Math.min(WORDS, why.length())) + ")";
  }
}
