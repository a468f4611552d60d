package journal;

import domain.Failure;
import domain.WindowKey;
import org.jdbi.v3.core.Handle;

/** Has the database refuse the steps of a replica that does not hold the wallet any more. */
interface StepFence {
  /** Where only one process may write. */
  StepFence NONE =
      new StepFence() {
        @Override
        public void requireHeld(Handle handle, WindowKey key) {}

        @Override
        public boolean isHeldInStep(Handle handle, String worker) {
          return true;
        }
      };

  /**
   * First statement of a step; what it says stays true until the step commits.
   *
   * @throws Failure.Skip if another replica may take the step by now
   */
  void requireHeld(Handle handle, WindowKey key);

  /** The same as a question. */
  boolean isHeldInStep(Handle handle, String worker);
}
