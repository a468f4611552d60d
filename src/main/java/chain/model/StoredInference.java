package chain.model;

import domain.Window;
import java.util.Objects;

/**
 * An inference of this worker that the chain holds, whoever sent it.
 *
 * @param value in the chain's spelling
 */
public record StoredInference(Window window, String value) {
  public StoredInference {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(value, "value");
  }
}
