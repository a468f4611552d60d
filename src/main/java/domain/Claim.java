package domain;

import java.util.Objects;

/**
 * The one value for a window, fixed for ever before anything is signed.
 *
 * @param value canonical decimal text, as the chain writes it back
 */
public record Claim(Window window, String value, Provenance provenance) {
  public Claim {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(provenance, "provenance");
  }

  public WindowKey key() {
    return window.key();
  }

  /** Whether it says nothing but what losses are expected of other workers. */
  public boolean isForecastOnly() {
    return isForecastOnly(value);
  }

  /** The same of a value as the journal and the chain's answers have it. */
  public static boolean isForecastOnly(String value) {
    return value.startsWith("|");
  }

  /** The prediction alone, without the forecast of losses that may stand behind it. */
  public String prediction() {
    int bar = value.indexOf('|');
    return bar < 0 ? value : value.substring(0, bar);
  }
}
