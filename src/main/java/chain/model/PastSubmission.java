package chain.model;

import domain.Window;
import java.util.Objects;

/**
 * A transaction in a block that carried a submission of this worker, whoever signed it and whatever
 * became of it.
 *
 * @param hash upper-case hex
 */
public record PastSubmission(Window window, String hash) {
  public PastSubmission {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(hash, "hash");
  }
}
