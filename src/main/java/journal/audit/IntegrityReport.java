package journal.audit;

import java.util.ArrayList;
import java.util.List;
import journal.store.DailyTotals;
import journal.store.EntryRowReader;
import org.jdbi.v3.core.Handle;

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
  static final int MOST = 20;

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

  /** Of everything; wants one transaction, since a daemon may be writing. */
  public static IntegrityReport verifyAll(Handle handle, SubmissionVerifier verifier) {
    List<String> faults = new ArrayList<>();
    RowIntegrityCheck check = new RowIntegrityCheck(handle, verifier, faults);
    check.checkAll();
    findOrphanRows(handle, faults);
    DailyTotals.verifyTotals(handle, faults);
    return report(check, faults);
  }

  /** Of what the next steps rest on: the unfinished rows. */
  public static IntegrityReport verifyUnfinished(Handle handle, SubmissionVerifier verifier) {
    List<String> faults = new ArrayList<>();
    RowIntegrityCheck check = new RowIntegrityCheck(handle, verifier, faults);
    check.checkUnfinished();
    return report(check, faults);
  }

  private static IntegrityReport report(RowIntegrityCheck check, List<String> faults) {
    return new IntegrityReport(
        check.rows(), check.unproven(), faults.stream().limit(MOST).toList());
  }

  /** The keys forbid them; a tool that edits a file need not ask for the keys. */
  private static void findOrphanRows(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select chain_id, topic, nonce, worker from claim c where not exists (select 1 from"
                + " entry e where e.chain_id = c.chain_id and e.topic = c.topic and e.nonce ="
                + " c.nonce and e.worker = c.worker) union select chain_id, topic, nonce, worker"
                + " from attempt a where not exists (select 1 from claim c where c.chain_id ="
                + " a.chain_id and c.topic = a.topic and c.nonce = a.nonce and c.worker ="
                + " a.worker) limit "
                + MOST)
        .map((r, c) -> EntryRowReader.readKey(r))
        .forEach(key -> faults.add("window " + key.label() + " has a value that nobody claimed"));
  }
}
