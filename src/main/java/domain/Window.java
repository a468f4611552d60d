package domain;

import java.time.Instant;
import java.util.Objects;

/**
 * An open submission window as the chain tells it. Heights decide; the two instants are for people,
 * for marks and for pacing.
 *
 * @param nonce block height at which the window opened
 * @param lastHeight last block height whose transactions the window accepts
 * @param openedAt header time of the nonce's block
 * @param closesAt header time expected for {@code lastHeight}, from the measured block time
 */
public record Window(WindowKey key, long lastHeight, Instant openedAt, Instant closesAt) {
  public Window {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(openedAt, "openedAt");
    Objects.requireNonNull(closesAt, "closesAt");
    if (lastHeight < key.nonce()) {
      throw new IllegalArgumentException(
          "window " + key.label() + " ends at " + lastHeight + ", before it begins");
    }
  }

  public long topic() {
    return key.topic();
  }

  public long nonce() {
    return key.nonce();
  }

  /** Short on purpose: logs carry it. */
  @Override
  public String toString() {
    String role = key.role() == Role.WORKER ? "" : " " + key.role().label();
    return "topic " + key.topic() + role + " window " + key.nonce();
  }
}
