package journal.entry;

import java.util.List;

/**
 * Whether the rows still say what was written. A row with signed bytes proves its window, value and
 * transaction by the worker's own signatures. It cannot be told that a whole row was removed, nor
 * that a value which nothing was signed for, a sentence or a time was changed.
 *
 * @param rows checked
 * @param unproven attempts whose transaction signature was not checked, since no row tells the
 *     number of the worker's account
 * @param faults one sentence each, empty if all is well; at most 20
 */
public record IntegrityReport(long rows, long unproven, List<String> faults) {
  public IntegrityReport {
    faults = List.copyOf(faults);
  }

  public boolean isIntact() {
    return faults.isEmpty();
  }

  /** For the end of a check. */
  public String summary() {
    String open =
        unproven == 0
            ? ""
            : ", "
                + unproven
                + " transaction signatures not checked: the account number is known once this"
                + " worker has signed again";
    return rows + " rows checked, " + faults.size() + " faults" + open;
  }
}
