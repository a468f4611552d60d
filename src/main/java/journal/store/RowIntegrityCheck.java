package journal.store;

import base.Sha256Hex;
import domain.Attempt;
import domain.WindowKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.entry.AttemptRecord;
import journal.entry.Entry;
import journal.entry.IntegrityReport;
import journal.entry.SubmissionVerifier;
import org.jdbi.v3.core.Handle;

/** Holds each row against its own signed bytes and against the transitions that are allowed. */
public final class RowIntegrityCheck {
  /** Small enough that a server does not take a check between two pages for a frozen client. */
  private static final int PAGE = 200;

  /** Faults that are told. */
  private static final int MOST = 20;

  private static final String KEY = "chain_id, topic, nonce, worker, role";

  private final Handle handle;
  private final SubmissionVerifier verifier;
  private final List<String> faults;
  private final Map<String, Long> accounts = new HashMap<>();
  private long rows;
  private long unproven;

  private RowIntegrityCheck(Handle handle, SubmissionVerifier verifier, List<String> faults) {
    this.handle = handle;
    this.verifier = verifier;
    this.faults = faults;
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
    return new IntegrityReport(check.rows, check.unproven, faults.stream().limit(MOST).toList());
  }

  /** The keys forbid them; a tool that edits a file need not ask for the keys. */
  private static void findOrphanRows(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select "
                + KEY
                + " from claim c where not exists (select 1 from"
                + " entry e where e.chain_id = c.chain_id and e.topic = c.topic and e.nonce ="
                + " c.nonce and e.worker = c.worker and e.role = c.role) union select "
                + KEY
                + " from attempt a where not exists (select 1 from claim c where c.chain_id ="
                + " a.chain_id and c.topic = a.topic and c.nonce = a.nonce and c.worker ="
                + " a.worker and c.role = a.role) limit "
                + MOST)
        .map((r, c) -> EntryRowReader.readKey(r))
        .forEach(key -> faults.add("window " + key.label() + " has a value that nobody claimed"));
  }

  /** Every row, in pages: a journal may be larger than the memory. */
  private void checkAll() {
    List<WindowKey> page = List.of();
    do {
      page = checkPage(page.isEmpty() ? null : page.get(page.size() - 1));
    } while (page.size() == PAGE && faults.size() < MOST);
  }

  /** The rows that somebody may still act upon. */
  private void checkUnfinished() {
    checkRows(
        handle
            .createQuery("select " + KEY + " from entry where " + EntryRowReader.UNCLOSED)
            .map((r, c) -> EntryRowReader.readKey(r))
            .list());
  }

  private List<WindowKey> checkPage(WindowKey after) {
    String from =
        after == null ? "" : " where (" + KEY + ") > (:chain, :topic, :nonce, :worker, :role)";
    var query =
        handle.createQuery(
            "select " + KEY + " from entry" + from + " order by " + KEY + " limit " + PAGE);
    if (after != null) {
      EntryRowReader.bindKey(query, after);
    }
    List<WindowKey> page = query.map((r, c) -> EntryRowReader.readKey(r)).list();
    checkRows(page);
    return page;
  }

  private void checkRows(List<WindowKey> keys) {
    for (WindowKey key : keys) {
      rows++;
      findFault(key).ifPresent(it -> faults.add("window " + key.label() + " was edited: " + it));
    }
  }

  private Optional<String> findFault(WindowKey key) {
    try {
      Entry entry = EntryRowReader.find(handle, key).orElseThrow();
      return EntryConsistency.findContradiction(entry).or(() -> findAttemptFault(entry));
    } catch (UnreadableRowException edited) {
      return Optional.of(edited.getCause().getMessage());
    }
  }

  private Optional<String> findAttemptFault(Entry entry) {
    List<String> found = new ArrayList<>();
    for (AttemptRecord tried : entry.attempts()) {
      Attempt attempt = withKnownAccount(entry.key(), tried.attempt());
      unproven += attempt.accountNumber() == Attempt.UNKNOWN_ACCOUNT ? 1 : 0;
      Optional<String> fault =
          hashMatches(attempt)
              ? verifier.findMismatch(entry.key(), entry.value(), attempt)
              : Optional.of("its signed bytes do not have the hash of the row");
      fault.ifPresent(it -> found.add("attempt " + attempt.number() + ": " + it));
    }
    return found.stream().findFirst();
  }

  private static boolean hashMatches(Attempt attempt) {
    try {
      byte[] bytes = Base64.getDecoder().decode(attempt.txBytes());
      return Sha256Hex.of(bytes).equalsIgnoreCase(attempt.hash());
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  /** An account keeps its number, so a later attempt of the worker tells that of earlier ones. */
  private Attempt withKnownAccount(WindowKey key, Attempt attempt) {
    return attempt.accountNumber() == Attempt.UNKNOWN_ACCOUNT
        ? attempt.withAccountNumber(
            accounts.computeIfAbsent(
                key.chainId() + " " + key.worker(), it -> readAccountNumber(key)))
        : attempt;
  }

  private long readAccountNumber(WindowKey key) {
    return handle
        .createQuery(
            "select coalesce(max(account_number), "
                + Attempt.UNKNOWN_ACCOUNT
                + ") from attempt where chain_id = :chain and worker = :worker")
        .bind("chain", key.chainId())
        .bind("worker", key.worker())
        .mapTo(Long.class)
        .one();
  }

  /** A row that no version of this program has written. */
  public static final class UnreadableRowException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnreadableRowException(WindowKey key, RuntimeException cause) {
      super("the row of window " + key.label() + " was edited: " + cause.getMessage(), cause);
    }
  }
}
