package journal.store;

import domain.Attempt;
import domain.FailureReason;
import domain.Provenance;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.time.Instant;
import java.util.function.UnaryOperator;
import journal.entry.AttemptRecord;
import journal.entry.Entry;
import org.jdbi.v3.core.Handle;

/** Writes the difference between two entries. Claims are inserted only, so the key guards them. */
public final class EntryRowWriter {
  private EntryRowWriter() {}

  /** Makes the open row unless the window has one already; says whether it did. */
  private static boolean insertOpenIfAbsent(Handle handle, Window window) {
    return EntryRowReader.bindKey(
                handle.createUpdate(
                    "insert into entry (chain_id, topic, nonce, worker, role, last_height,"
                        + " opened_at, closes_at, state) values (:chain, :topic, :nonce, :worker,"
                        + " :role, :last, :opened, :closes, 'open') on conflict do nothing"),
                window.key())
            .bind("last", window.lastHeight())
            .bind("opened", toMillis(window.openedAt()))
            .bind("closes", toMillis(window.closesAt()))
            .execute()
        == 1;
  }

  /** Keeps the reason where the row is not final. */
  public static int updateReason(
      Handle handle, WindowKey key, FailureReason reason, String sentence) {
    return EntryRowReader.bindKey(
            handle.createUpdate(
                "update entry set reason = :reason, why = :why where "
                    + EntryRowReader.KEY
                    + " and "
                    + EntryRowReader.UNCLOSED),
            key)
        .bind("reason", reason.name())
        .bind("why", sentence)
        .execute();
  }

  /** Takes one step with the row's present state, alone among its writers. */
  public static EntryChange applyTransition(
      Handle handle, WindowKey key, UnaryOperator<Entry> step) {
    lockRow(handle, key);
    return applyLocked(handle, key, step);
  }

  /** The same for a window that may have no row yet. */
  public static EntryChange createAndApply(
      Handle handle, Window window, UnaryOperator<Entry> step) {
    if (!insertOpenIfAbsent(handle, window)) {
      lockRow(handle, window.key());
    }
    return applyLocked(handle, window.key(), step);
  }

  /** First statement of a transition: from here on nobody else changes this row. */
  private static void lockRow(Handle handle, WindowKey key) {
    EntryRowReader.bindKey(
            handle.createUpdate("update entry set state = state where " + EntryRowReader.KEY), key)
        .execute();
  }

  private static EntryChange applyLocked(Handle handle, WindowKey key, UnaryOperator<Entry> step) {
    Entry before = EntryRowReader.find(handle, key).orElseThrow();
    Entry after = step.apply(before);
    if (!after.equals(before)) {
      saveChanges(handle, before, after);
      DailyTotals.countTransition(handle, before, after);
    }
    return new EntryChange(before, after);
  }

  /** A row before and after. */
  public record EntryChange(Entry before, Entry after) {
    public boolean closesEntry() {
      return after.state().isClosed() && !before.state().isClosed();
    }
  }

  private static void saveChanges(Handle handle, Entry before, Entry after) {
    if (before.value() == null && after.value() != null) {
      insertClaim(handle, after);
    }
    for (AttemptRecord attempt : after.attempts()) {
      if (attempt.attempt().number() > before.attempts().size()) {
        insertAttempt(handle, after.key(), attempt);
      } else if (!before.attempts().contains(attempt)) {
        updateAttemptStatus(handle, after.key(), attempt);
      }
    }
    updateEntry(handle, after);
  }

  private static void updateEntry(Handle handle, Entry e) {
    Score score = e.score();
    EntryRowReader.bindKey(
            handle.createUpdate(
                "update entry set state = :state, reason = :reason, why = :why, sent_at = :sent,"
                    + " endpoint = :endpoint, settled_height = :height, truth = :truth, error ="
                    + " :error, naive_error = :naive, scored_at = :scored where "
                    + EntryRowReader.KEY),
            e.key())
        .bind("state", e.state().label())
        .bind("reason", e.reason() == null ? null : e.reason().name())
        .bind("why", e.reasonDetail())
        .bind("sent", toMillis(e.sentAt()))
        .bind("endpoint", e.endpoint())
        .bind("height", e.settledHeight())
        .bind("truth", score == null ? null : score.truth())
        .bind("error", score == null ? null : score.error())
        .bind("naive", score == null ? null : score.naiveError())
        .bind("scored", score == null ? null : toMillis(score.at()))
        .execute();
  }

  private static void insertClaim(Handle handle, Entry e) {
    Provenance p = e.provenance();
    EntryRowReader.bindKey(
            handle.createUpdate(
                "insert into claim (chain_id, topic, nonce, worker, role, value, source, simulated,"
                    + " newest_candle, row_count, input_hash, artifact_hash, code_version,"
                    + " known_part) values (:chain, :topic, :nonce, :worker, :role, :value,"
                    + " :source, :simulated, :candle, :rows, :input, :artifact, :code, :known)"),
            e.key())
        .bind("value", e.value())
        .bind("source", p == null ? null : p.origin().source())
        .bind("simulated", p == null ? null : simulatedFlag(p))
        .bind("candle", p == null ? null : toMillis(p.dataUntil()))
        .bind("rows", p == null ? null : p.rows())
        .bind("input", p == null ? null : p.inputHash())
        .bind("artifact", p == null ? null : p.artifactHash())
        .bind("code", p == null ? null : p.codeVersion())
        .bind("known", p == null ? null : p.knownReturn())
        .execute();
  }

  private static void insertAttempt(Handle handle, WindowKey key, AttemptRecord t) {
    Long account = t.attempt().accountNumber();
    EntryRowReader.bindKey(
            handle.createUpdate(
                "insert into attempt (chain_id, topic, nonce, worker, role, number, tx_bytes, hash,"
                    + " sequence, gas_limit, fee, timeout_height, status, cause, account_number)"
                    + " values (:chain, :topic, :nonce, :worker, :role, :number, :bytes, :hash,"
                    + " :sequence, :gas, :fee, :timeout, :status, :cause, :account)"),
            key)
        .bind("number", t.attempt().number())
        .bind("bytes", t.attempt().txBytes())
        .bind("hash", t.attempt().hash())
        .bind("sequence", t.attempt().sequence())
        .bind("gas", t.attempt().gasLimit())
        .bind("fee", t.attempt().fee().toString())
        .bind("timeout", t.attempt().timeoutHeight())
        .bind("status", t.status().label())
        .bind("cause", t.cause())
        .bind("account", account == Attempt.UNKNOWN_ACCOUNT ? null : account)
        .execute();
  }

  private static void updateAttemptStatus(Handle handle, WindowKey key, AttemptRecord t) {
    EntryRowReader.bindKey(
            handle.createUpdate(
                "update attempt set status = :status, cause = :cause where "
                    + EntryRowReader.KEY
                    + " and number = :number"),
            key)
        .bind("status", t.status().label())
        .bind("cause", t.cause())
        .bind("number", t.attempt().number())
        .execute();
  }

  private static int simulatedFlag(Provenance p) {
    return p.origin() instanceof DataOrigin.SimulatedMarket ? 1 : 0;
  }

  static Long toMillis(Instant at) {
    return at == null ? null : at.toEpochMilli();
  }
}
