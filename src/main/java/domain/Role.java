package domain;

import java.util.Locale;

/** What a wallet does in a topic; registration and submissions are separate for each. */
public enum Role {
  /** Submits inferences, forecasts of losses, or both. */
  WORKER,
  /** Reports the losses of the others' inferences, with stake behind it. */
  REPUTER;

  /** As it is written in settings and rows. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Role parse(String text) {
    return valueOf(text.strip().toUpperCase(Locale.ROOT));
  }

  /** What the network scores and pays a member of a topic for. */
  public enum Task {
    INFERENCE("inferer"),
    FORECAST("forecaster"),
    REPUTATION("reputer");

    private final String actor;

    Task(String actor) {
      this.actor = actor;
    }

    /** Who does it. */
    public String actor() {
      return actor;
    }
  }
}
